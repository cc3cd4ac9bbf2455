package tech.turso.testing.changes;

import java.util.ArrayList;
import java.util.List;
import tech.turso.testing.generate.Dice;

/**
 * The changes of a seed. About a fifth are in transactions of several statements, some of them
 * rolled back; some fail by a constraint; values have up to 100 KB. What a statement does depends
 * on the rows alone, not on the order in which they are found.
 */
final class ChangeScript {
  /** The tables, with six indexes. */
  static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE t(id INTEGER PRIMARY KEY, a INT NOT NULL CHECK(a < 900), b TEXT, c UNIQUE)",
          "CREATE INDEX ta ON t(a)",
          "CREATE INDEX tb ON t(b, a DESC)",
          "CREATE INDEX tp ON t(c, length(b)) WHERE a > 300",
          "CREATE TABLE w(k TEXT COLLATE NOCASE, n INT, v, PRIMARY KEY(n, k)) WITHOUT ROWID",
          "CREATE INDEX wv ON w(v)",
          "CREATE TABLE s(id INTEGER PRIMARY KEY AUTOINCREMENT, x BLOB)");

  /** Reads of all rows, in an order without ties. */
  static final List<String> READS =
      List.of(
          "SELECT * FROM t ORDER BY id",
          "SELECT * FROM w ORDER BY n, k",
          "SELECT * FROM s ORDER BY id",
          "SELECT id FROM t INDEXED BY tb ORDER BY b, a DESC, id",
          "SELECT * FROM sqlite_sequence");

  private static final int IDS = 500;

  private final Dice dice;

  ChangeScript(long seed) {
    dice = new Dice(seed);
  }

  /** The next change alone, or a transaction of several between BEGIN and COMMIT or ROLLBACK. */
  List<String> next() {
    if (!dice.percent(6)) {
      return List.of(change());
    }
    List<String> statements = new ArrayList<>(List.of(dice.of("BEGIN", "BEGIN IMMEDIATE")));
    int count = dice.between(2, 6);
    for (int i = 0; i < count; i++) {
      if (dice.percent(15)) {
        statements.add("SAVEPOINT p");
        statements.add(change());
        statements.add(dice.of("RELEASE p", "ROLLBACK TO p"));
      }
      statements.add(change());
    }
    statements.add(dice.percent(70) ? "COMMIT" : "ROLLBACK");
    return statements;
  }

  private String change() {
    int id = dice.below(IDS);
    String range = " BETWEEN " + id + " AND " + (id + dice.below(12));
    return switch (dice.below(20)) {
      case 0, 1, 2, 3, 4, 5 ->
          "INSERT "
              + dice.of("", "", "", "OR REPLACE ", "OR IGNORE ")
              + "INTO t(id, a, b, c) VALUES("
              + dice.of("NULL", Integer.toString(id))
              + (", " + number() + ", " + value() + ", " + dice.below(IDS) + ")");
      case 6, 7, 8 ->
          "INSERT OR REPLACE INTO w VALUES('k"
              + Integer.toString(dice.below(200), 36)
              + ("', " + dice.below(40) + ", " + value() + ")");
      case 9 -> "INSERT INTO s(x) VALUES(zeroblob(" + size() + "))";
      case 10, 11 -> "UPDATE t SET b = " + value() + " WHERE id = " + id;
      case 12 -> "UPDATE t SET a = a + " + dice.below(60) + " WHERE a" + range;
      case 13 -> "UPDATE t SET c = " + dice.below(IDS) + " WHERE id = " + id;
      case 14 -> "UPDATE t SET id = id + " + dice.below(90) + " WHERE id = " + id;
      case 15 -> "UPDATE w SET v = v || '" + id + "', n = n + 1 WHERE n = " + dice.below(60);
      case 16 -> "DELETE FROM t WHERE id" + range;
      case 17 -> "DELETE FROM t WHERE a" + range;
      case 18 -> "DELETE FROM w WHERE n = " + dice.below(60);
      default -> "DELETE FROM s WHERE id < (SELECT max(id) - 20 FROM s)";
    };
  }

  private String number() {
    return dice.percent(2) ? "NULL" : Integer.toString(dice.below(930));
  }

  private int size() {
    return dice.percent(3) ? dice.below(100_000) : dice.below(dice.percent(20) ? 5000 : 200);
  }

  private String value() {
    return switch (dice.below(6)) {
      case 0 -> dice.of("NULL", "1.5", "x'00ff'", "'é日'", "-7");
      case 1 -> Integer.toString(dice.below(10_000));
      default ->
          "substr(replace(hex(zeroblob("
              + (size() / 2 + 1)
              + ")), '00', '"
              + dice.of("ab", "xy", "é.")
              + ("'), 1, " + size() + ") || " + dice.below(10_000));
    };
  }
}
