package tech.turso.testing.btree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import tech.turso.base.Bytes;
import tech.turso.btree.Btree;
import tech.turso.btree.IndexCursor;
import tech.turso.btree.SeekOp;
import tech.turso.btree.SeekResult;
import tech.turso.btree.TableCursor;
import tech.turso.record.RecordWriter;
import tech.turso.testkit.Seeded;
import tech.turso.value.Register;

/** The same changes give the same pages, with the same cells on each, as in SQLite. */
class BalanceLikeSqliteTest {
  @TempDir Path folder;

  private record Change(boolean inserts, long key, int size) {}

  @Seeded({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void pagesHoldTheSameCells(long seed) throws Exception {
    Random random = new Random(seed);
    int pageBytes = 512 << random.nextInt(4);
    int autoVacuum = 2 * random.nextInt(2); // incremental: pages move only when asked to
    boolean index = seed % 2 == 0;
    List<Change> changes = changes(random, seed % 3 == 0, pageBytes);
    SqliteFile theirs = new SqliteFile(folder.resolve("theirs.db"));
    theirs.run(
        "PRAGMA page_size = " + pageBytes,
        "PRAGMA auto_vacuum = " + autoVacuum,
        index
            ? "CREATE TABLE t(k INTEGER, v, PRIMARY KEY(k)) WITHOUT ROWID"
            : "CREATE TABLE t(k INTEGER PRIMARY KEY, v)");
    SqliteFile ours = new SqliteFile(folder.resolve("ours.db"));
    Files.copy(theirs.path(), ours.path());
    changeWithSqlite(theirs, changes);
    changeWithTrees(ours, changes, index);
    assertThat(ours.integrityCheck()).containsExactly("ok");
    assertThat(cells(ours, "t")).as("seed %d", seed).isEqualTo(cells(theirs, "t"));
  }

  @Seeded({1, 2, 3, 4})
  void aNewIndexIsFilledAlike(long seed) throws Exception {
    Random random = new Random(seed);
    SqliteFile theirs = new SqliteFile(folder.resolve("theirs.db"));
    SqliteFile ours = new SqliteFile(folder.resolve("ours.db"));
    String pageSize = "PRAGMA page_size = " + (512 << random.nextInt(4));
    String table = "CREATE TABLE t(a INTEGER PRIMARY KEY, b)";
    String rows =
        "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
            + " INSERT INTO t SELECT i, substr(hex(zeroblob(60)), 1, i * 7919 % "
            + (1 + random.nextInt(100))
            + ") || i FROM n";
    String index = "CREATE INDEX x ON t(b)";
    theirs.run(pageSize, table, rows, index);
    ours.run(pageSize, table, index);
    try (Btree btree = ours.open()) {
      btree.beginWrite(false);
      int root = SqliteFilesReadTest.rootOf(ours, "x");
      IndexCursor cursor = btree.indexCursor(root, SqliteFilesReadTest.binary(btree, 2), true);
      cursor.setBulkLoad(true);
      RecordWriter writer = new RecordWriter(btree.encoding(), 4);
      Register[] row = {new Register(), new Register()};
      for (List<String> values : theirs.query("SELECT b, a FROM t ORDER BY b, a")) {
        row[0].setText(values.get(0).substring(5));
        row[1].setInteger(Long.parseLong(values.get(1).substring(8)));
        int length = writer.write(row, 0, 2);
        cursor.insert(writer.bytes(), 0, length, row, 0, false);
      }
      cursor.close();
      btree.commit();
    }
    assertThat(shape(ours, "x")).as("seed %d", seed).isEqualTo(shape(theirs, "x"));
  }

  /** As {@link #cells}, without the numbers of pages. */
  private static List<String> shape(SqliteFile file, String name) throws IOException {
    return cells(file, name).stream()
        .skip(2)
        .map(page -> page.replaceFirst("page [0-9]+ ", ""))
        .toList();
  }

  private static List<Change> changes(Random random, boolean appends, int pageBytes) {
    List<Change> changes = new ArrayList<>();
    int insertPercent = 100;
    for (int i = 0; i < 3_000; i++) {
      if (i % 500 == 499) {
        insertPercent = appends ? 100 : 20 + random.nextInt(75);
      }
      long key = appends ? i : random.nextInt(2_500);
      int size = random.nextInt(random.nextInt(30) == 0 ? 3 * pageBytes : 90);
      changes.add(new Change(random.nextInt(100) < insertPercent, key, size));
    }
    return changes;
  }

  private static void changeWithSqlite(SqliteFile file, List<Change> changes) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
      try (PreparedStatement insert =
              connection.prepareStatement("INSERT OR IGNORE INTO t VALUES(?, zeroblob(?))");
          PreparedStatement delete = connection.prepareStatement("DELETE FROM t WHERE k = ?")) {
        for (Change change : changes) {
          if (change.inserts) {
            insert.setLong(1, change.key);
            insert.setInt(2, change.size);
            insert.executeUpdate();
          } else {
            delete.setLong(1, change.key);
            delete.executeUpdate();
          }
        }
      }
      statement.execute("COMMIT");
    }
  }

  private static void changeWithTrees(SqliteFile file, List<Change> changes, boolean index) {
    int root = SqliteFilesReadTest.rootOf(file, "t");
    try (Btree btree = file.open()) {
      btree.beginWrite(false);
      if (index) {
        changeIndex(
            btree.indexCursor(root, SqliteFilesReadTest.binary(btree, 1), true), btree, changes);
      } else {
        changeTable(btree.tableCursor(root, true), btree, changes);
      }
      btree.commit();
    }
  }

  private static void changeTable(TableCursor cursor, Btree btree, List<Change> changes) {
    RecordWriter writer = new RecordWriter(btree.encoding(), 4);
    Register[] row = {new Register(), new Register()};
    for (Change change : changes) {
      boolean there = cursor.seek(change.key, SeekOp.EQ) == SeekResult.FOUND;
      if (change.inserts && !there) {
        row[1].setZeroBlob(change.size);
        int length = writer.write(row, 0, 2);
        cursor.insert(change.key, writer.bytes(), 0, length, writer.zeros(), false);
      } else if (!change.inserts && there) {
        cursor.delete(true);
      }
    }
    cursor.close();
  }

  private static void changeIndex(IndexCursor cursor, Btree btree, List<Change> changes) {
    RecordWriter writer = new RecordWriter(btree.encoding(), 4);
    Register[] row = {new Register(), new Register()};
    for (Change change : changes) {
      row[0].setInteger(change.key);
      boolean there = cursor.seek(row, 0, 1, SeekOp.EQ) == SeekResult.FOUND;
      if (change.inserts && !there) {
        row[1].setZeroBlob(change.size);
        writer.write(row, 0, 2);
        writer.storeZeros();
        cursor.insert(writer.bytes(), 0, writer.length(), row, 0, true);
      } else if (!change.inserts && there) {
        cursor.delete(true);
      }
    }
    cursor.close();
  }

  /** Each page of the tree of that name: its number, kind, number of cells and children. */
  private static List<String> cells(SqliteFile file, String name) throws IOException {
    int root = SqliteFilesReadTest.rootOf(file, name);
    byte[] bytes = Files.readAllBytes(file.path());
    int pageBytes = Bytes.u16(bytes, 16);
    List<String> pages = new ArrayList<>();
    pages.add("pages " + bytes.length / pageBytes);
    pages.add("free " + Bytes.i32(bytes, 36));
    addPage(bytes, pageBytes, root, pages);
    return pages;
  }

  private static void addPage(byte[] file, int pageBytes, int number, List<String> pages) {
    int at = (number - 1) * pageBytes;
    int kind = file[at];
    int count = Bytes.u16(file, at + 3);
    pages.add("page " + number + " kind " + kind + " cells " + count);
    if (kind == 2 || kind == 5) {
      int[] children = new int[count + 1];
      for (int i = 0; i < count; i++) {
        children[i] = Bytes.i32(file, at + Bytes.u16(file, at + 12 + 2 * i));
      }
      children[count] = Bytes.i32(file, at + 8);
      Arrays.stream(children).forEach(child -> addPage(file, pageBytes, child, pages));
    }
  }
}
