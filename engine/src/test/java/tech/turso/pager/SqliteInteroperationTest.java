package tech.turso.pager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.journal.JournalMode;
import tech.turso.vfs.SqliteShell;
import tech.turso.vfs.Vfs;
import tech.turso.vfs.ffm.Posix;
import tech.turso.vfs.nio.LockKind;
import tech.turso.vfs.nio.NioVfs;

/** This pager and SQLite processes on one file: locks, journals, change counters. */
class SqliteInteroperationTest {
  private static final String FILL =
      "with recursive n(i) as (select 1 union all select i + 1 from n where i < 300)"
          + " insert into t select i, randomblob(300) from n";

  @TempDir Path directory;

  private Vfs vfs(LockKind kind) {
    assumeTrue(kind != LockKind.OFD || Posix.isUsable(), "no native access");
    return NioVfs.of(kind);
  }

  private Path path(String name) {
    return directory.resolve(name);
  }

  private SqliteShell shell(String name) throws IOException {
    return SqliteShell.start(path(name));
  }

  private void create(String name, int pageBytes) throws Exception {
    try (SqliteShell shell = shell(name)) {
      shell.run("pragma page_size = " + pageBytes);
      assertThat(shell.run("create table t(a integer primary key, b)")).isEmpty();
      assertThat(shell.run(FILL)).isEmpty();
    }
  }

  private Pager open(Vfs vfs, String name) {
    return Pager.open(vfs, path(name).toString(), PagerOptions.DEFAULT);
  }

  private static void commit(Pager pager) {
    pager.commitPhaseOne(null);
    pager.commitPhaseTwo();
    pager.endRead();
  }

  /** Changes a byte of user_version, which SQLite shows. */
  private static void setUserVersion(Pager pager, int version) {
    Bytes.put32(pager.write(1).bytes, 60, version);
  }

  // ---------------------------------------------------------------- journals

  @ParameterizedTest
  @EnumSource
  void weUndoWhatSqliteLeftUnfinished(LockKind kind) throws Exception {
    Vfs vfs = vfs(kind);
    create("a.db", 1024);
    byte[] before = Files.readAllBytes(path("a.db"));
    try (SqliteShell shell = shell("a.db")) {
      shell.run("pragma cache_size = 5");
      shell.run("begin");
      shell.run("update t set b = randomblob(310) where a % 3 = 0");
      shell.run("insert into t select a + 1000, b from t");
      // Several segments, and the last one without a count: the journal was not synced yet.
      shell.command(".shell cp " + path("a.db") + " " + path("hot.db"));
      shell.command(".shell cp " + path("a.db-journal") + " " + path("hot.db-journal"));
      shell.run("rollback");
    }
    assertThat(Files.readAllBytes(path("hot.db"))).isNotEqualTo(before);
    try (Pager pager = open(vfs, "hot.db")) {
      pager.beginRead();
      assertThat(pager.pageCount()).isEqualTo(before.length / 1024);
      for (int number = 1; number <= pager.pageCount(); number++) {
        assertThat(
                Bytes.equal(pager.read(number).bytes, 0, 1024, before, number * 1024 - 1024, 1024))
            .as("page %d", number)
            .isTrue();
      }
    }
    assertThat(path("hot.db-journal")).doesNotExist();
    assertThat(Files.readAllBytes(path("hot.db"))).isEqualTo(before);
    try (SqliteShell shell = shell("hot.db")) {
      assertThat(shell.run("pragma integrity_check")).containsExactly("ok");
      assertThat(shell.run("select count(*), max(a) from t")).containsExactly("300|300");
    }
  }

  @ParameterizedTest
  @EnumSource
  void sqliteUndoesWhatWeLeftUnfinished(LockKind kind) throws Exception {
    Vfs vfs = vfs(kind);
    create("a.db", 1024);
    byte[] before = Files.readAllBytes(path("a.db"));
    try (Pager pager = open(vfs, "a.db")) {
      pager.setCacheSize(10);
      pager.beginWrite(false);
      Random random = new Random(1);
      for (int i = 0; i < 60; i++) {
        pager.spillPoint();
        int number = 1 + random.nextInt(pager.pageCount());
        random.nextBytes(pager.write(number).bytes);
        java.util.Arrays.fill(pager.write(number).bytes, 1024, 1024 + Page.SLACK_BYTES, (byte) 0);
        if (i % 4 == 0) {
          pager.spillPoint();
          pager.writeFresh(pager.pageCount() + 1);
        }
      }
      Files.copy(path("a.db"), path("hot.db"));
      Files.copy(path("a.db-journal"), path("hot.db-journal"));
      pager.rollback();
    }
    assertThat(Files.readAllBytes(path("a.db"))).isEqualTo(before);
    assertThat(path("a.db-journal")).doesNotExist();
    assertThat(Files.readAllBytes(path("hot.db"))).isNotEqualTo(before);
    try (SqliteShell shell = shell("hot.db")) {
      assertThat(shell.run("pragma integrity_check")).containsExactly("ok");
      assertThat(shell.run("select count(*), max(a) from t")).containsExactly("300|300");
    }
    assertThat(Files.readAllBytes(path("hot.db"))).isEqualTo(before);
    assertThat(path("hot.db-journal")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void aJournalOfADeadSqliteProcessIsHot(LockKind kind) throws Exception {
    Vfs vfs = vfs(kind);
    create("a.db", 4096);
    byte[] before = Files.readAllBytes(path("a.db"));
    try (SqliteShell shell = shell("a.db")) {
      shell.run("pragma cache_size = 5; begin; update t set b = randomblob(200)");
      try (Pager pager = open(vfs, "a.db")) {
        assertThatThrownBy(pager::beginRead).isInstanceOf(DbException.Busy.class);
      }
      shell.kill();
    }
    try (Pager reader = Pager.open(vfs, path("a.db").toString(), PagerOptions.READ_ONLY)) {
      assertThatThrownBy(reader::beginRead)
          .isInstanceOfSatisfying(
              DbException.Io.class,
              e -> assertThat(e.code()).isEqualTo(ResultCode.READONLY_ROLLBACK));
    }
    try (Pager pager = open(vfs, "a.db")) {
      pager.beginRead();
    }
    assertThat(Files.readAllBytes(path("a.db"))).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void aWriterWithAJournalThatHasNotTouchedTheFileDoesNotDisturbReaders(LockKind kind)
      throws Exception {
    Vfs vfs = vfs(kind);
    create("a.db", 4096);
    try (SqliteShell shell = shell("a.db");
        Pager pager = open(vfs, "a.db")) {
      shell.run("begin; update t set b = 1 where a = 1");
      assertThat(path("a.db-journal")).exists();
      pager.beginRead();
      assertThat(pager.pageCount()).isPositive();
      assertThat(shell.isLockedOut("commit")).isTrue();
      pager.endRead();
      assertThat(shell.run("commit")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void sqliteReadsWhatWeCommitInEveryJournalMode(LockKind kind) throws Exception {
    Vfs vfs = vfs(kind);
    create("a.db", 4096);
    try (SqliteShell shell = shell("a.db");
        Pager pager = open(vfs, "a.db")) {
      int version = 1;
      for (JournalMode mode :
          new JournalMode[] {
            JournalMode.DELETE,
            JournalMode.PERSIST,
            JournalMode.TRUNCATE,
            JournalMode.MEMORY,
            JournalMode.OFF
          }) {
        pager.setJournalMode(mode);
        for (int i = 0; i < 2; i++) {
          version++;
          pager.beginWrite(false);
          setUserVersion(pager, version);
          commit(pager);
          assertThat(shell.run("pragma user_version")).containsExactly("" + version);
        }
      }
      assertThat(shell.run("pragma integrity_check")).containsExactly("ok");
      assertThat(path("a.db-journal")).doesNotExist();
    }
  }

  // ---------------------------------------------------------------- content

  @ParameterizedTest
  @EnumSource
  void eachSeesTheOthersCommits(LockKind kind) throws Exception {
    Vfs vfs = vfs(kind);
    create("a.db", 4096);
    try (SqliteShell shell = shell("a.db");
        Pager pager = open(vfs, "a.db")) {
      pager.beginRead();
      int dataVersion = pager.dataVersion();
      long stamp = pager.changeStamp();
      pager.endRead();
      for (int i = 1; i < 20; i++) {
        shell.run("pragma user_version = " + (2 * i));
        pager.beginRead();
        assertThat(Bytes.i32(pager.read(1).bytes, 60)).isEqualTo(2 * i);
        assertThat(pager.dataVersion()).isNotEqualTo(dataVersion);
        assertThat(pager.changeStamp()).isNotEqualTo(stamp);
        dataVersion = pager.dataVersion();
        pager.endRead();
        pager.beginWrite(false);
        setUserVersion(pager, 2 * i + 1);
        commit(pager);
        pager.beginRead();
        assertThat(pager.dataVersion()).isEqualTo(dataVersion);
        stamp = pager.changeStamp();
        pager.endRead();
        assertThat(shell.run("pragma user_version")).containsExactly("" + (2 * i + 1));
      }
      shell.run(FILL.replace("select i, ", "select i + 5000, "));
      pager.beginRead();
      assertThat(pager.pageCount())
          .isEqualTo((int) (Files.size(path("a.db")) / 4096))
          .isEqualTo(Integer.parseInt(shell.run("pragma page_count").getFirst()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theHeaderSaysWhoWroteLast(LockKind kind) throws Exception {
    Vfs vfs = vfs(kind);
    create("a.db", 4096);
    int counter = Bytes.i32(Files.readAllBytes(path("a.db")), 24);
    try (Pager pager = open(vfs, "a.db")) {
      pager.beginWrite(false);
      pager.writeFresh(pager.pageCount() + 1);
      commit(pager);
    }
    byte[] file = Files.readAllBytes(path("a.db"));
    assertThat(Bytes.i32(file, 24)).isEqualTo(counter + 1);
    assertThat(Bytes.i32(file, 92)).isEqualTo(counter + 1);
    assertThat(Bytes.i32(file, 96)).isEqualTo(3054001);
    assertThat(Bytes.i32(file, 28)).isEqualTo(file.length / 4096);
  }

  @ParameterizedTest
  @EnumSource
  void aFileWithALogIsRefusedAndOneWithoutIsReadAlone(LockKind kind) throws Exception {
    Vfs vfs = vfs(kind);
    create("a.db", 4096);
    try (SqliteShell shell = shell("a.db")) {
      shell.run("pragma journal_mode = wal; insert into t values(9000, 1)");
      try (Pager pager = open(vfs, "a.db")) {
        assertThatThrownBy(pager::beginRead)
            .isInstanceOf(DbException.Sql.class)
            .hasMessageContaining("write-ahead log");
      }
    }
    try (Pager pager = open(vfs, "a.db");
        Pager second = open(vfs, "a.db");
        SqliteShell shell = shell("a.db")) {
      pager.beginRead();
      second.beginRead();
      assertThat(pager.pageCount()).isPositive();
      assertThat(shell.isLockedOut("select count(*) from t")).isTrue();
      assertThatThrownBy(() -> pager.beginWrite(false))
          .isInstanceOfSatisfying(
              DbException.Sql.class, e -> assertThat(e.code()).isEqualTo(ResultCode.READONLY));
      pager.endRead();
      second.endRead();
      assertThat(shell.run("select count(*) from t")).containsExactly("301");
      assertThatThrownBy(pager::beginRead).isInstanceOf(DbException.class);
    }
  }

  // ---------------------------------------------------------------- locks

  @ParameterizedTest
  @EnumSource
  void aWriterElsewhereKeepsUsFromWritingButNotFromReading(LockKind kind) throws Exception {
    Vfs vfs = vfs(kind);
    create("a.db", 4096);
    try (SqliteShell shell = shell("a.db");
        Pager pager = open(vfs, "a.db")) {
      shell.run("begin immediate");
      pager.beginRead();
      assertThat(pager.pageCount()).isPositive();
      assertThatThrownBy(() -> pager.beginWrite(false)).isInstanceOf(DbException.Busy.class);
      assertThat(pager.isReading()).isTrue();
      pager.endRead();
      assertThatThrownBy(() -> pager.beginWrite(false)).isInstanceOf(DbException.Busy.class);
      assertThat(pager.isReading()).isFalse();
      shell.run("rollback; begin exclusive");
      assertThatThrownBy(pager::beginRead).isInstanceOf(DbException.Busy.class);
      shell.run("rollback");
      pager.beginWrite(true);
      assertThat(shell.isLockedOut("select count(*) from t")).isTrue();
      pager.rollback();
      assertThat(shell.run("select count(*) from t")).containsExactly("300");
      assertThat(shell.isLockedOut("begin exclusive")).isTrue();
      pager.endRead();
      assertThat(shell.run("begin exclusive; rollback")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void ourWriterKeepsOthersFromWritingAndACommitFromReading(LockKind kind) throws Exception {
    Vfs vfs = vfs(kind);
    create("a.db", 4096);
    try (SqliteShell shell = shell("a.db");
        Pager pager = open(vfs, "a.db")) {
      pager.beginWrite(false);
      setUserVersion(pager, 7);
      assertThat(shell.isLockedOut("begin immediate")).isTrue();
      assertThat(shell.run("begin; select count(*) from t")).containsExactly("300");
      assertThatThrownBy(() -> pager.commitPhaseOne(null)).isInstanceOf(DbException.Busy.class);
      // PENDING is held now: nobody begins to read.
      try (SqliteShell late = shell("a.db")) {
        assertThat(late.isLockedOut("select count(*) from t")).isTrue();
      }
      assertThat(shell.run("commit")).isEmpty();
      commit(pager);
      assertThat(shell.run("pragma user_version")).containsExactly("7");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theBusyTimeoutOutlastsAShortWriterElsewhere(LockKind kind) throws Exception {
    Vfs vfs = vfs(kind);
    create("a.db", 4096);
    try (SqliteShell shell = shell("a.db");
        Pager pager = open(vfs, "a.db")) {
      pager.setBusyHandler(new BusyTimeout(20_000, vfs.clock()));
      shell.run("begin exclusive; update t set b = 2 where a = 1");
      Thread ending = Thread.ofPlatform().start(() -> shell.run("commit"));
      pager.beginWrite(false);
      setUserVersion(pager, 8);
      commit(pager);
      ending.join();
      assertThat(shell.run("select b from t where a = 1; pragma user_version"))
          .containsExactly("2", "8");
    }
  }
}
