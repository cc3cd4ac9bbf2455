package tech.turso.testing.btree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.turso.btree.Btree;
import tech.turso.btree.Cursor;
import tech.turso.btree.IndexCursor;
import tech.turso.btree.TableCursor;
import tech.turso.record.RecordReader;
import tech.turso.testkit.Requirement;
import tech.turso.value.Collation;
import tech.turso.value.KeyInfo;
import tech.turso.value.Register;

/** Files that SQLite has written, read entry by entry. */
class SqliteFilesReadTest {
  @TempDir Path folder;

  static Stream<Arguments> kinds() {
    List<Arguments> kinds = new ArrayList<>();
    for (int pageBytes = 512; pageBytes <= 65536; pageBytes *= 2) {
      String encoding = pageBytes % 3 == 1 ? "UTF-8" : pageBytes % 5 == 2 ? "UTF-16le" : "UTF-16be";
      kinds.add(Arguments.of(pageBytes, encoding, kinds.size() % 3));
      kinds.add(Arguments.of(pageBytes, "UTF-8", (kinds.size() + 1) % 3));
    }
    return kinds.stream();
  }

  @ParameterizedTest(name = "page_size={0} encoding={1} auto_vacuum={2}")
  @MethodSource("kinds")
  void everyEntryIsReadAsSqliteReadsIt(int pageBytes, String encoding, int autoVacuum) {
    SqliteFile file = new SqliteFile(folder.resolve("read.db"));
    file.run(
        "PRAGMA page_size = " + pageBytes,
        "PRAGMA encoding = '" + encoding + "'",
        "PRAGMA auto_vacuum = " + autoVacuum,
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b REAL, c TEXT, d BLOB)",
        "WITH RECURSIVE n(i) AS (VALUES(-300) UNION ALL SELECT i + 1 FROM n WHERE i < 1500) INSERT"
            + " INTO t SELECT i * i * (i % 3 - 1), i, i / 4.0, CASE i % 11 WHEN 0 THEN NULL ELSE"
            + " 'é' || i || '～😀' || substr(hex(zeroblob(i % 300 * 9)), 1, i % 700 * 7) END,"
            + " zeroblob((i & 15) * (i & 15) * (i & 15)) FROM n WHERE true ON CONFLICT DO NOTHING",
        "CREATE INDEX tc ON t(c, a DESC)",
        "CREATE TABLE w(k TEXT, n INT, v, PRIMARY KEY(n, k)) WITHOUT ROWID",
        "INSERT OR IGNORE INTO w SELECT c || id, a, d FROM t WHERE c NOT NULL",
        "DELETE FROM t WHERE id % 7 = 3",
        "DELETE FROM w WHERE n % 5 = 3");
    try (Btree btree = file.open()) {
      btree.beginRead();
      List<int[]> roots = roots(btree);
      assertThat(btree.integrityCheck(allRoots(roots), new long[9], 100)).isEmpty();
      same(
          rows(btree.tableCursor(rootOf(file, "t"), false), true),
          file.query("SELECT id, null, a, b, c, d FROM t ORDER BY id"));
      IndexCursor index = btree.indexCursor(rootOf(file, "tc"), binary(btree, 3), false);
      same(rows(index, false), file.query("SELECT c, a, id FROM t ORDER BY c, a DESC, id"));
      IndexCursor without = btree.indexCursor(rootOf(file, "w"), binary(btree, 2), false);
      same(rows(without, false), file.query("SELECT n, k, v FROM w ORDER BY n, k"));
      assertThat(without.count()).isEqualTo(file.query("SELECT * FROM w").size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Chinook_Sqlite.sqlite", "northwind.db"})
  void theSampleDatabasesAreSoundAndCountedAlike(String name) throws Exception {
    Path copy = folder.resolve(name);
    Files.copy(Requirement.shared("data").resolve(name), copy);
    SqliteFile file = new SqliteFile(copy);
    try (Btree btree = file.open()) {
      btree.beginRead();
      List<int[]> roots = roots(btree);
      long[] counts = new long[roots.size() + 1];
      assertThat(btree.integrityCheck(allRoots(roots), counts, 100)).isEmpty();
      for (List<String> row :
          file.query("SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'")) {
        String table = row.get(0).substring(5);
        long rows = Long.parseLong(row.get(1).substring(8));
        TableCursor cursor = btree.tableCursor((int) rows, false);
        List<List<String>> count = file.query("SELECT count(*) FROM \"" + table + "\"");
        assertThat("integer " + cursor.count()).isEqualTo(count.get(0).get(0));
      }
    }
  }

  /** The order of the file's texts by their bytes. */
  static KeyInfo binary(Btree btree, int fields) {
    Collation[] collations = new Collation[fields];
    Arrays.fill(collations, Collation.binary(btree.encoding()));
    return new KeyInfo(fields, fields, collations, new byte[fields], btree.encoding());
  }

  /** As equality of the lists, with a message that can be read. */
  static void same(List<List<String>> actual, List<List<String>> expected) {
    for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
      assertThat(actual.get(i)).as("row %d", i).isEqualTo(expected.get(i));
    }
    assertThat(actual).hasSameSizeAs(expected);
  }

  static int rootOf(SqliteFile file, String name) {
    String sql = "SELECT rootpage FROM sqlite_schema WHERE name = '" + name + "'";
    return Integer.parseInt(file.query(sql).get(0).get(0).substring(8));
  }

  /** The roots in the file's own schema, read by us: page number, and 1 for tables with rowids. */
  static List<int[]> roots(Btree btree) {
    List<int[]> roots = new ArrayList<>();
    try (Closing<TableCursor> schema = new Closing<>(btree.tableCursor(1, false))) {
      for (boolean on = schema.cursor().first(); on; on = schema.cursor().next()) {
        Register root = new Register();
        schema.cursor().record().column(3, root);
        if (root.integer != 0) {
          roots.add(new int[] {(int) root.integer});
        }
      }
    }
    return roots;
  }

  static int[] allRoots(List<int[]> roots) {
    int[] all = new int[roots.size() + 1];
    all[0] = 1;
    for (int i = 0; i < roots.size(); i++) {
      all[i + 1] = roots.get(i)[0];
    }
    return all;
  }

  static List<List<String>> rows(Cursor cursor, boolean withRowid) {
    List<List<String>> rows = new ArrayList<>();
    Register value = new Register();
    for (boolean on = cursor.first(); on; on = cursor.next()) {
      List<String> row = new ArrayList<>();
      if (withRowid) {
        row.add("integer " + ((TableCursor) cursor).rowid());
      }
      RecordReader record = cursor.record();
      for (int i = 0; record.column(i, value); i++) {
        boolean isReal = withRowid && i == 2 && value.type == Register.INTEGER;
        row.add(isReal ? "real " + (double) value.integer : SqliteFile.describe(value));
      }
      rows.add(row);
    }
    cursor.close();
    return rows;
  }

  /** A cursor in a try. */
  record Closing<C extends Cursor>(C cursor) implements AutoCloseable {
    @Override
    public void close() {
      cursor.close();
    }
  }
}
