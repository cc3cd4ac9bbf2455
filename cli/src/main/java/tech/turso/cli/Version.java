package tech.turso.cli;

import tech.turso.api.Connection;
import tech.turso.api.Statement;
import tech.turso.api.TursoException;

/** What the shell says of its version. */
public final class Version {
  private Version() {}

  /** The version of SQLite that the engine speaks, and the engine's source id. */
  public static String full(Connection connection) {
    try (Statement statement =
        connection.prepare("SELECT sqlite_version() || ' ' || sqlite_source_id()")) {
      if (statement.step()) {
        String text = statement.columnText(0);
        if (text != null) {
          return text;
        }
      }
    } catch (TursoException e) {
      // Fall through to what is known without the engine.
    }
    return "3.54.1";
  }
}
