package tech.turso.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.api.OpenOptions;
import tech.turso.api.TursoException;

/** The database that the shell works on; opened when it is first needed. */
public final class Database {
  private static final String MEMORY = ":memory:";

  private final World world;
  private final Messages messages;
  private String name;
  private OpenOptions options;
  private @Nullable Connection connection;

  Database(World world, Messages messages, String name, OpenOptions options) {
    this.world = world;
    this.messages = messages;
    this.name = name;
    this.options = options;
  }

  /** The name it was opened by; "" is a temporary file. */
  public String name() {
    return name;
  }

  /** Whether it is open already. */
  boolean isOpen() {
    return connection != null;
  }

  /** Whether the file exists. */
  boolean exists() {
    return exists(name);
  }

  /**
   * The connection, opened now if it was not.
   *
   * @throws ExitRequest with code 1, after a message, if it cannot be opened
   */
  public Connection connection() {
    Connection open = connection;
    if (open == null) {
      try {
        open = opened(expanded(), options);
        connection = open;
      } catch (TursoException e) {
        unableToOpen(e);
        throw new ExitRequest(1);
      }
    }
    return open;
  }

  /**
   * Closes this database and opens another one. If that cannot be opened a database in memory takes
   * its place, after a message.
   */
  public void reopen(String newName, OpenOptions newOptions) {
    close();
    name = newName;
    options = newOptions;
    try {
      connection = opened(expanded(), options);
    } catch (TursoException e) {
      unableToOpen(e);
      messages.line("Notice: using substitute in-memory database instead of \"" + newName + "\"");
      connection = opened(MEMORY, OpenOptions.DEFAULT);
    }
  }

  private static Connection opened(String file, OpenOptions options) {
    Connection opened = Connection.open(file, options);
    ShellFunctions.addTo(opened);
    return opened;
  }

  /** Closes it; an open transaction is rolled back. */
  void close() {
    Connection open = connection;
    if (open == null) {
      return;
    }
    connection = null;
    try {
      open.close();
    } catch (TursoException e) {
      messages.line("Error: sqlite3_close() returns " + e.primaryCode() + ": " + e.text());
    }
  }

  private void unableToOpen(TursoException e) {
    messages.line("Error: unable to open database \"" + name + "\": " + e.text());
  }

  /** The name with {@code ~/} in front replaced by the user's folder, if there is no such file. */
  private String expanded() {
    String home = world.home();
    return name.startsWith("~/") && !home.isEmpty() && !exists(name)
        ? home + name.substring(1)
        : name;
  }

  private static boolean exists(String file) {
    try {
      return !file.isEmpty() && Files.exists(Path.of(file));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
