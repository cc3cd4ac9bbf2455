package tech.turso.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A run of the shell in a test: its input, and after it its output and exit code. */
public record ShellRun(int code, String out, String err) {
  /** Runs the shell with this text on standard input. */
  public static ShellRun of(String input, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    var world = new World(in, out, err, false, false, false, Map.of("HOME", "/nowhere"));
    int code = Main.run(args, world);
    return new ShellRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
