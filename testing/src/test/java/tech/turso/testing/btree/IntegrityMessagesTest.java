package tech.turso.testing.btree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import tech.turso.btree.Btree;
import tech.turso.testkit.Seeded;

/** What our integrity check says of damaged files is what SQLite says, word for word. */
class IntegrityMessagesTest {
  private static final int FILES = Integer.getInteger("btree.files", 60);

  @TempDir Path folder;

  @Seeded({1, 2, 3, 4})
  void damagedFilesGetSqlitesMessages(long seed) throws IOException, SQLException {
    Random random = new Random(seed);
    SqliteFile sound = new SqliteFile(folder.resolve("sound.db"));
    int pageBytes = 512 << random.nextInt(4);
    int autoVacuum = (int) (seed % 3);
    sound.run(
        "PRAGMA page_size = " + pageBytes,
        "PRAGMA auto_vacuum = " + autoVacuum,
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b)",
        "CREATE INDEX ta ON t(a)",
        "CREATE INDEX tb ON t(b, a)",
        "CREATE TABLE w(k, n, v, PRIMARY KEY(k, n)) WITHOUT ROWID",
        "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 700)"
            + " INSERT INTO t SELECT i, hex(zeroblob(i * 7919 % 30)) || i,"
            + " zeroblob(CASE WHEN i % 50 THEN i % 20 ELSE "
            + pageBytes * 2
            + " END) FROM n",
        "INSERT INTO w SELECT a, id, b FROM t WHERE id % 3 = 0",
        "DELETE FROM t WHERE id BETWEEN 100 AND 300 OR id % 4 = 1");
    // SQLite goes through its tables from the newest to the oldest.
    int[] roots = new int[5];
    String[] names = {"w", "t", "tb", "ta"};
    for (int i = 0; i < 4; i++) {
      roots[i] = SqliteFilesReadTest.rootOf(sound, names[i]);
    }
    roots[4] = 1;
    byte[] original = Files.readAllBytes(sound.path());
    Set<String> kinds = new HashSet<>();
    for (int i = 0; i < FILES; i++) {
      byte[] damaged = original.clone();
      damage(random, damaged, pageBytes);
      SqliteFile file = new SqliteFile(folder.resolve("damaged-" + i + ".db"));
      Files.write(file.path(), damaged);
      List<String> expected = storageMessages(file);
      List<String> ours;
      try (Btree btree = file.open()) {
        btree.beginRead();
        ours = btree.integrityCheck(roots, new long[5], 100);
      }
      assertThat(ours).as("seed %d file %d", seed, i).isEqualTo(expected);
      ours.forEach(message -> kinds.add(message.replaceAll("[0-9]+", "#")));
      Files.delete(file.path());
    }
    assertThat(kinds).as("kinds of messages").hasSizeGreaterThan(5);
  }

  private static void damage(Random random, byte[] file, int pageBytes) {
    int pages = file.length / pageBytes;
    for (int k = 1 + random.nextInt(3); k > 0; k--) {
      int page = 1 + random.nextInt(pages - 1);
      int at = page * pageBytes;
      switch (random.nextInt(4)) {
        case 0 -> at += random.nextInt(pageBytes);
        case 1 -> at += random.nextInt(12);
        case 2 -> at += 8 + random.nextInt(40);
        default -> at = 32 + random.nextInt(8);
      }
      switch (random.nextInt(3)) {
        case 0 -> file[at] = (byte) random.nextInt();
        case 1 -> file[at] += (byte) (random.nextInt(5) - 2);
        default -> {
          int from = (1 + random.nextInt(pages - 1)) * pageBytes;
          if (random.nextInt(4) == 0) {
            System.arraycopy(file, from, file, page * pageBytes, pageBytes);
          } else {
            file[at] = file[from + 11];
          }
        }
      }
    }
  }

  /**
   * The messages of the storage check: one row of SQLite's answer, under a headline. The check of
   * rows that comes after it may end with an error.
   */
  private static List<String> storageMessages(SqliteFile file) throws SQLException {
    List<String> messages = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA integrity_check")) {
      while (rows.next()) {
        List<String> lines = rows.getString(1).lines().toList();
        if (lines.get(0).equals("*** in database main ***")) {
          messages.addAll(lines.subList(1, lines.size()));
        }
      }
    } catch (SQLException e) {
      if (e.getErrorCode() != 11) {
        throw e;
      }
    }
    return messages;
  }
}
