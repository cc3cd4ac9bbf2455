package tech.turso.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * What is around a shell: streams, whether they are terminals, the environment. Tests bring their
 * own.
 *
 * @param in where lines come from
 * @param out where results go
 * @param err where messages go
 * @param inIsTerminal whether {@code in} is one
 * @param outIsTerminal whether {@code out} is one
 * @param errIsTerminal whether {@code err} is one
 * @param environment its variables
 */
public record World(
    InputStream in,
    OutputStream out,
    OutputStream err,
    boolean inIsTerminal,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Map<String, String> environment) {

  /** That of the process. */
  static World ofProcess() {
    return new World(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        Terminals.isTerminal(0),
        Terminals.isTerminal(1),
        Terminals.isTerminal(2),
        System.getenv());
  }

  /** The user's folder; "" if unknown. */
  String home() {
    String home = environment.get("HOME");
    return home != null ? home : System.getProperty("user.home", "");
  }
}
