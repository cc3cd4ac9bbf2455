package tech.turso.testing.btree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import tech.turso.btree.AutoVacuum;
import tech.turso.btree.Btree;
import tech.turso.btree.IndexCursor;
import tech.turso.btree.SeekOp;
import tech.turso.btree.SeekResult;
import tech.turso.btree.TableCursor;
import tech.turso.record.RecordWriter;
import tech.turso.testkit.Seeded;
import tech.turso.value.Register;

/**
 * Random changes by our trees to a file that SQLite has made; after each transaction SQLite finds
 * the file sound and its rows as they should be. {@code -Dbtree.operations=N} makes N changes in
 * each run.
 */
class TreesForSqliteTest {
  private static final int OPERATIONS = Integer.getInteger("btree.operations", 1_500);

  @TempDir Path folder;

  @Seeded({1, 2, 3, 4, 5, 6, 7, 8})
  void sqliteFindsOurTreesSound(long seed) {
    Random random = new Random(seed);
    int pageBytes = 512 << random.nextInt(random.nextBoolean() ? 8 : 3);
    int autoVacuum = random.nextInt(3);
    String encoding = random.nextInt(3) == 0 ? "UTF-16le" : "UTF-8";
    SqliteFile file = new SqliteFile(folder.resolve("written-" + seed + ".db"));
    file.run(
        "PRAGMA page_size = " + pageBytes,
        "PRAGMA encoding = '" + encoding + "'",
        "PRAGMA auto_vacuum = " + autoVacuum,
        "CREATE TABLE t(id INTEGER PRIMARY KEY, v)",
        "CREATE TABLE w(k, n, v, PRIMARY KEY(k, n)) WITHOUT ROWID",
        "INSERT INTO t VALUES(7, 'seven')");
    Changes changes = new Changes(file, random, pageBytes);
    for (int round = 0; round < 6; round++) {
      changes.transaction(OPERATIONS / 6);
      assertThat(file.integrityCheck()).as("seed %d round %d", seed, round).containsExactly("ok");
      changes.compare();
    }
  }

  /** The changes of one run, and what the tables should hold. */
  private static final class Changes {
    private final SqliteFile file;
    private final Random random;
    private final int pageBytes;
    private final TreeMap<Long, String> rows = new TreeMap<>();
    private final TreeMap<Long, String> keyed = new TreeMap<>();
    private final List<String> made = new ArrayList<>();
    private int names;

    Changes(SqliteFile file, Random random, int pageBytes) {
      this.file = file;
      this.random = random;
      this.pageBytes = pageBytes;
      rows.put(7L, "text seven");
    }

    void transaction(int operations) {
      try (Btree btree = file.open()) {
        btree.pager().setCacheSize(random.nextBoolean() ? 10 : 2000); // 10: pages are spilled
        btree.beginWrite(false);
        int insertPercent = 25 + random.nextInt(65);
        TableCursor t = btree.tableCursor(SqliteFilesReadTest.rootOf(file, "t"), true);
        int root = SqliteFilesReadTest.rootOf(file, "w");
        IndexCursor w = btree.indexCursor(root, SqliteFilesReadTest.binary(btree, 2), true);
        for (int i = 0; i < operations; i++) {
          boolean inserts = random.nextInt(100) < insertPercent;
          changeRow(btree, t, inserts);
          changeKeyed(btree, w, inserts);
          if (random.nextInt(100) == 0) {
            undone(btree, t, w);
          }
        }
        t.close();
        w.close();
        changeSchema(btree);
        if (btree.autoVacuum() == AutoVacuum.INCREMENTAL) {
          for (int i = random.nextInt(9); i > 0; i--) {
            btree.incrementalVacuumStep();
          }
        }
        btree.commit();
      }
    }

    /** Some changes under a savepoint that is rolled back. */
    private void undone(Btree btree, TableCursor t, IndexCursor w) {
      TreeMap<Long, String> rowsBefore = new TreeMap<>(rows);
      TreeMap<Long, String> keyedBefore = new TreeMap<>(keyed);
      int level = btree.openSavepoint();
      for (int i = random.nextInt(60); i > 0; i--) {
        changeRow(btree, t, random.nextBoolean());
        changeKeyed(btree, w, random.nextBoolean());
      }
      if (random.nextBoolean()) {
        btree.rollbackToSavepoint(level);
        rows.clear();
        rows.putAll(rowsBefore);
        keyed.clear();
        keyed.putAll(keyedBefore);
      }
      btree.releaseSavepoint(level);
    }

    private Register value() {
      Register value = new Register();
      int size = random.nextInt(random.nextInt(6) == 0 ? 3 * pageBytes : 60);
      switch (random.nextInt(4)) {
        case 0 -> value.setInteger(random.nextLong() >> random.nextInt(64));
        case 1 -> value.setText("x～".repeat(size / 4));
        default -> {
          byte[] bytes = new byte[size];
          random.nextBytes(bytes);
          value.setBlob(bytes);
        }
      }
      return value;
    }

    private static byte[] record(Btree btree, Register... values) {
      RecordWriter writer = new RecordWriter(btree.encoding(), 4);
      writer.write(values, 0, values.length);
      return Arrays.copyOf(writer.bytes(), writer.length());
    }

    private void changeRow(Btree btree, TableCursor t, boolean inserts) {
      long rowid = random.nextInt(2_000) - 100;
      if (inserts) {
        Register value = value();
        byte[] record = record(btree, new Register(), value);
        t.insert(rowid, record, 0, record.length, 0, false);
        rows.put(rowid, SqliteFile.describe(value));
      } else {
        boolean there = t.seek(rowid, SeekOp.GE) == SeekResult.FOUND || t.settle();
        assertThat(there).isEqualTo(rows.ceilingKey(rowid) != null);
        if (there) {
          rows.remove(t.rowid());
          t.delete(random.nextBoolean());
        }
      }
    }

    private void changeKeyed(Btree btree, IndexCursor w, boolean inserts) {
      long key = random.nextInt(2_000);
      Register[] fields = {new Register(), new Register(), new Register()};
      fields[0].setText("k".repeat((int) (key % 70)) + key / 9);
      fields[1].setInteger(key);
      if (inserts) {
        fields[2] = value();
        byte[] record = record(btree, fields);
        w.insert(record, 0, record.length, fields, 0, false);
        keyed.put(key, SqliteFile.describe(fields[2]));
      } else {
        boolean there = w.seek(fields, 0, 2, SeekOp.EQ) == SeekResult.FOUND;
        assertThat(there).isEqualTo(keyed.remove(key) != null);
        if (there) {
          w.delete(random.nextBoolean());
        }
      }
    }

    /** Makes and drops tables, and writes the schema as SQLite would. */
    private void changeSchema(Btree btree) {
      TableCursor schema = btree.tableCursor(1, true);
      for (int i = random.nextInt(4); i >= 0; i--) {
        if (random.nextBoolean()) {
          String name = "made" + names++;
          int root = btree.createTree(false);
          schema.last();
          writeSchema(btree, schema, schema.rowid() + 1, name, root);
          fill(btree, root);
          made.add(name);
        } else if (!made.isEmpty()) {
          drop(btree, schema, made.remove(random.nextInt(made.size())));
        }
      }
      schema.close();
      int cookie = btree.meta(Btree.META_SCHEMA_COOKIE);
      btree.setMeta(Btree.META_SCHEMA_COOKIE, cookie + 1);
    }

    private void fill(Btree btree, int root) {
      TableCursor cursor = btree.tableCursor(root, true);
      for (int i = random.nextInt(100); i > 0; i--) {
        byte[] record = record(btree, value());
        long rowid = cursor.last() ? cursor.rowid() + 1 : 1;
        cursor.insert(rowid, record, 0, record.length, 0, true);
      }
      cursor.close();
    }

    private static void writeSchema(
        Btree btree, TableCursor schema, long rowid, String name, int root) {
      Register[] values = new Register[5];
      Arrays.setAll(values, i -> new Register());
      values[0].setText("table");
      values[1].setText(name);
      values[2].setText(name);
      values[3].setInteger(root);
      values[4].setText("CREATE TABLE " + name + "(x)");
      byte[] record = record(btree, values);
      schema.insert(rowid, record, 0, record.length, 0, false);
    }

    private static void drop(Btree btree, TableCursor schema, String name) {
      Register value = new Register();
      int root = 0;
      for (boolean on = schema.first(); on; on = schema.next()) {
        schema.record().column(1, value);
        if (value.decodeText().equals(name)) {
          schema.record().column(3, value);
          root = (int) value.integer;
          schema.delete(true);
        }
      }
      int moved = btree.drop(root);
      for (boolean on = moved != 0 && schema.first(); on; on = schema.next()) {
        schema.record().column(3, value);
        if (value.integer == moved) {
          Register[] values = new Register[5];
          for (int i = 0; i < 5; i++) {
            values[i] = new Register();
            schema.record().column(i, values[i]);
          }
          values[3].setInteger(root);
          byte[] record = record(btree, values);
          schema.insert(schema.rowid(), record, 0, record.length, 0, false);
        }
      }
    }

    void compare() {
      List<List<String>> t = new ArrayList<>();
      for (Map.Entry<Long, String> row : rows.entrySet()) {
        t.add(List.of("integer " + row.getKey(), row.getValue()));
      }
      SqliteFilesReadTest.same(file.query("SELECT id, v FROM t ORDER BY id"), t);
      List<List<String>> w = new ArrayList<>();
      for (Map.Entry<Long, String> row : keyed.entrySet()) {
        w.add(List.of("integer " + row.getKey(), row.getValue()));
      }
      SqliteFilesReadTest.same(file.query("SELECT n, v FROM w ORDER BY n"), w);
    }
  }
}
