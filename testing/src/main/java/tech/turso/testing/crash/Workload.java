package tech.turso.testing.crash;

import java.util.ArrayList;
import java.util.List;
import tech.turso.testing.generate.Dice;

/**
 * The statements of a seed: transactions that change, grow and shrink a few tables and indexes,
 * with savepoints and statements that fail half way. Every statement does the same on every engine:
 * nothing depends on the order of a scan, on time or on randomness.
 */
final class Workload {
  private static final List<String> TABLES = List.of("t", "u", "w");

  /**
   * What the workload runs on.
   *
   * @param pageBytes page size
   * @param autoVacuum 0 none, 1 full, 2 incremental
   * @param cachePages how much fits in memory before a transaction spills
   * @param journalMode DELETE, TRUNCATE or PERSIST
   * @param synchronous NORMAL, FULL or EXTRA
   * @param sectorBytes what a power loss tears
   * @param powersafe whether it spares bytes of a torn sector that were not written
   */
  record Settings(
      int pageBytes,
      int autoVacuum,
      int cachePages,
      String journalMode,
      String synchronous,
      int sectorBytes,
      boolean powersafe) {

    /** The pragmas that a new connection to the file needs, the first one of all too. */
    List<String> pragmas() {
      return List.of(
          "PRAGMA page_size = " + pageBytes,
          "PRAGMA auto_vacuum = " + autoVacuum,
          "PRAGMA cache_size = " + cachePages,
          "PRAGMA synchronous = " + synchronous,
          "PRAGMA journal_mode = " + journalMode);
    }

    /**
     * How many acknowledged transactions a power loss may undo. The journal's deletion is made
     * durable by the next transaction, or at once in EXTRA; so it is in SQLite.
     */
    int slack() {
      return journalMode.equals("DELETE") && !synchronous.equals("EXTRA") ? 1 : 0;
    }

    /** Whether a power loss leaves the file sound. SQLite promises it from FULL on. */
    boolean survivesPowerLoss() {
      return !synchronous.equals("NORMAL");
    }
  }

  private final Dice dice;
  private final Settings settings;
  private final List<String> statements = new ArrayList<>();

  private Workload(Dice dice, Settings settings) {
    this.dice = dice;
    this.settings = settings;
  }

  /** The workload of that seed, which begins with an empty file. */
  static Workload of(long seed) {
    Dice dice = new Dice(seed);
    Workload workload = new Workload(dice, settings(dice));
    workload.create();
    int transactions = dice.between(4, 8);
    for (int i = 0; i < transactions; i++) {
      workload.transaction();
    }
    return workload;
  }

  /** Statements that create the tables; which, a seed decides. */
  static List<String> creation(long seed, Settings settings) {
    Workload workload = new Workload(new Dice(seed), settings);
    workload.create();
    return workload.statements;
  }

  /** The inner statements of one transaction; none of them ends it. */
  static List<String> changes(long seed, Settings settings) {
    Workload workload = new Workload(new Dice(seed), settings);
    workload.work(workload.dice.between(1, 6), 0);
    workload.statements.replaceAll(sql -> sql.replace("OR ROLLBACK ", "OR IGNORE "));
    return workload.statements;
  }

  /** Settings by chance. */
  static Settings settings(Dice dice) {
    return new Settings(
        dice.of(512, 512, 1024, 2048, 4096),
        dice.of(0, 0, 1, 2),
        dice.of(10, 10, 20, 2000),
        dice.of("DELETE", "DELETE", "TRUNCATE", "PERSIST"),
        dice.of("FULL", "FULL", "EXTRA", "EXTRA", "NORMAL"),
        dice.of(512, 4096),
        dice.percent(70));
  }

  Settings settings() {
    return settings;
  }

  /** The statements in their order. */
  List<String> statements() {
    return statements;
  }

  private void create() {
    boolean together = dice.percent(50);
    if (together) {
      statements.add("BEGIN");
    }
    statements.add("CREATE TABLE t(id INTEGER PRIMARY KEY, k, v)");
    statements.add("CREATE TABLE u(id INTEGER PRIMARY KEY, k UNIQUE, v)");
    statements.add("CREATE TABLE w(id PRIMARY KEY, k, v) WITHOUT ROWID");
    statements.add("CREATE INDEX tk ON t(k)");
    statements.add(insertRows("t", 20));
    if (together) {
      statements.add("COMMIT");
    }
  }

  private void transaction() {
    if (dice.percent(30)) {
      statements.add(change());
      return;
    }
    boolean bySavepoint = dice.percent(15);
    statements.add(
        bySavepoint ? "SAVEPOINT outer_one" : "BEGIN" + dice.of("", " IMMEDIATE", " EXCLUSIVE"));
    work(dice.between(1, 6), 0);
    if (bySavepoint) {
      if (dice.percent(20)) {
        statements.add("ROLLBACK TO outer_one");
      }
      statements.add("RELEASE outer_one");
    } else {
      statements.add(dice.percent(80) ? "COMMIT" : "ROLLBACK");
    }
  }

  private void work(int count, int depth) {
    for (int i = 0; i < count; i++) {
      if (depth < 3 && dice.percent(20)) {
        String name = "s" + depth;
        statements.add("SAVEPOINT " + name);
        work(dice.between(1, 3), depth + 1);
        if (dice.percent(50)) {
          statements.add("ROLLBACK TO " + name);
          if (dice.percent(50)) {
            statements.add(change());
          }
        }
        statements.add("RELEASE " + name);
      } else {
        statements.add(change());
      }
    }
  }

  private String change() {
    String table = dice.of(TABLES);
    int modulus = dice.between(2, 9);
    int rest = dice.below(modulus);
    return switch (dice.below(20)) {
      case 0, 1, 2, 3 -> insertRows(table, dice.between(1, 12));
      case 4, 5, 6 -> grow(table);
      case 7, 8, 9 ->
          "UPDATE " + table + " SET v = " + value() + where(modulus, rest, dice.percent(40));
      case 10, 11 -> "UPDATE " + table + " SET k = k + 1000" + where(modulus, rest, false);
      case 12, 13 -> "DELETE FROM " + table + where(modulus, rest, dice.percent(60));
      case 14 -> dice.percent(30) ? "DELETE FROM " + table : "DELETE FROM t WHERE id > 60";
      case 15 ->
          // Fails half way, or not at all.
          "INSERT "
              + dice.of("", "OR FAIL ", "OR IGNORE ", "OR REPLACE ", "OR ROLLBACK ")
              + "INTO u(k, v) SELECT id * "
              + modulus
              + " % 40, v FROM t ORDER BY id";
      case 16 -> "CREATE INDEX " + dice.of("i1", "i2") + " ON " + table + "(" + indexed() + ")";
      case 17 -> "DROP INDEX IF EXISTS " + dice.of("i1", "i2", "tk");
      case 18 ->
          dice.of(
              "CREATE TABLE x(id INTEGER PRIMARY KEY, k, v)",
              "CREATE TABLE IF NOT EXISTS x(id INTEGER PRIMARY KEY, v)",
              "DROP TABLE IF EXISTS x",
              "INSERT OR IGNORE INTO x(id, v) SELECT id, v FROM t",
              "DROP TABLE x");
      default ->
          settings.autoVacuum == 2
              ? "PRAGMA incremental_vacuum(" + dice.between(1, 5) + ")"
              : "PRAGMA user_version = " + dice.below(100000);
    };
  }

  private String indexed() {
    return dice.of("k", "v", "k, v", "v DESC, k", "id, v", "length(v)");
  }

  private static String where(int modulus, int rest, boolean range) {
    return range
        ? " WHERE id BETWEEN " + rest * 9 + " AND " + (rest * 9 + modulus * 3)
        : " WHERE id % " + modulus + " = " + rest;
  }

  private String insertRows(String table, int rows) {
    StringBuilder sql = new StringBuilder("INSERT OR REPLACE INTO ");
    sql.append(table).append("(id, k, v) VALUES ");
    for (int i = 0; i < rows; i++) {
      sql.append(i == 0 ? "(" : ", (");
      sql.append(dice.below(150)).append(", ").append(dice.below(5000)).append(", ");
      sql.append(value()).append(')');
    }
    return sql.toString();
  }

  private String grow(String table) {
    String rows = " FROM t ORDER BY id LIMIT " + dice.between(10, 60);
    return "INSERT OR IGNORE INTO "
        + table
        + "(id, k, v) SELECT id + "
        + dice.between(1, 200)
        + ", k + "
        + dice.below(7)
        + ", "
        + dice.of("v", value())
        + rows;
  }

  /** A value, now and then of several pages. */
  private String value() {
    return switch (dice.below(8)) {
      case 0 -> "NULL";
      case 1 -> Integer.toString(dice.below(1000));
      case 2 -> "hex(zeroblob(" + dice.below(2 * settings.pageBytes) + "))";
      case 3 -> "zeroblob(" + dice.below(300) + ")";
      default -> "'" + "abcdefgh".repeat(dice.below(20)) + dice.below(1000) + "'";
    };
  }
}
