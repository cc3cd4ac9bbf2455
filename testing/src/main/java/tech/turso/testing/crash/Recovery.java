package tech.turso.testing.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.TursoRunner;
import tech.turso.vfs.sim.SimulatedVfs;

/** Opens what a crash has left, by this engine and by SQLite, and says what is there. */
final class Recovery implements AutoCloseable {
  static final String PATH = "/db";
  private static final String JOURNAL = PATH + "-journal";

  private final Path folder;

  /** Copies need not survive anything: they go where waiting for the device costs nothing. */
  Recovery() throws IOException {
    Path memory = Path.of("/dev/shm");
    folder =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "turso-crash")
            : Files.createTempDirectory("turso-crash");
  }

  /** Whether a crash has left a journal that will be played. */
  static boolean isHot(SimulatedVfs computer) {
    byte[] journal = computer.content(JOURNAL);
    return journal != null && journal.length > 0 && journal[0] != 0;
  }

  /** A number that is the same for the same files, and hardly for others. */
  static long image(SimulatedVfs computer) {
    long sum = 0;
    for (String name : List.of(PATH, JOURNAL)) {
      byte[] content = computer.content(name);
      CRC32C crc = new CRC32C();
      if (content != null) {
        crc.update(content);
      }
      sum =
          sum * 0x9e3779b97f4a7c15L
              + (crc.getValue() << 24)
              + (content == null ? -1 : content.length);
    }
    return sum;
  }

  /**
   * Opens the database by this engine.
   *
   * @throws IllegalStateException if that fails, or if the trees are not sound
   */
  static String byEngine(SimulatedVfs computer) {
    try (TursoRunner sql = TursoRunner.open(computer, PATH)) {
      String content = Content.of(sql);
      List<String> faults = Content.faults(sql, computer, PATH);
      if (!faults.isEmpty()) {
        throw new IllegalStateException("not sound: " + faults);
      }
      return content;
    }
  }

  /**
   * Copies the files to the disk and opens the copy by SQLite.
   *
   * @throws IllegalStateException if that fails, or if SQLite finds a fault
   */
  String bySqlite(SimulatedVfs computer) throws IOException {
    Path database = folder.resolve("db");
    copy(computer, PATH, database);
    copy(computer, JOURNAL, folder.resolve("db-journal"));
    try (OracleRunner sql = OracleRunner.open(database.toString())) {
      sql.must("PRAGMA synchronous = OFF");
      String check = sql.must("PRAGMA integrity_check").toString();
      if (!check.equals("'ok'\n")) {
        throw new IllegalStateException("SQLite finds: " + check);
      }
      return Content.of(sql);
    }
  }

  private static void copy(SimulatedVfs computer, String name, Path to) throws IOException {
    byte[] content = computer.content(name);
    if (content == null) {
      Files.deleteIfExists(to);
    } else {
      Files.write(to, content);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(folder.resolve("db"));
    Files.deleteIfExists(folder.resolve("db-journal"));
    Files.deleteIfExists(folder);
  }
}
