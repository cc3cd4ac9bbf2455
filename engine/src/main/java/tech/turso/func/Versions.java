package tech.turso.func;

/** Who the engine says it is. */
public final class Versions {
  /** The version of SQLite whose behaviour this engine has. */
  public static final String SQLITE = "3.54.1";

  /** That version as the number in a database's header. */
  public static final int SQLITE_NUMBER = 3054001;

  /** The engine's own version. */
  public static final String TURSO = "0.1.0";

  /** Answer of {@code sqlite_source_id()}. */
  public static final String SOURCE_ID = "Turso Database in Java " + TURSO;

  private Versions() {}
}
