package tech.turso.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupTest {
  @TempDir Path folder;

  private Connection file(String name) {
    return Connection.open(folder.resolve(name).toString());
  }

  private static String text(Connection connection, String sql) {
    try (Statement statement = connection.prepare(sql)) {
      StringBuilder text = new StringBuilder();
      while (statement.step()) {
        text.append(text.isEmpty() ? "" : " ").append(statement.columnText(0));
      }
      return text.toString();
    }
  }

  @Test
  void aCopyHasThePagesOfItsSource() throws IOException {
    try (Connection from = file("from.db");
        Connection to = file("to.db")) {
      from.execute(
          "CREATE TABLE t(a, b UNIQUE); INSERT INTO t VALUES(1, 'x'), (2, zeroblob(9000))");
      to.execute("CREATE TABLE old(x); INSERT INTO old VALUES(1)");
      from.backup("main", to, "main");
      assertThat(text(to, "SELECT name FROM sqlite_schema")).isEqualTo("t sqlite_autoindex_t_1");
      assertThat(text(to, "SELECT length(b) FROM t")).isEqualTo("1 9000");
    }
    byte[] source = Files.readAllBytes(folder.resolve("from.db"));
    byte[] copy = Files.readAllBytes(folder.resolve("to.db"));
    assertThat(copy.length).isEqualTo(source.length);
    // Change counter, schema cookie and the version that wrote it are each file's own.
    for (int at = 0; at < source.length; at++) {
      if (at < 24 || at >= 28 && at < 40 || at >= 44 && at < 92 || at >= 100) {
        assertThat(copy[at]).as("byte %d", at).isEqualTo(source[at]);
      }
    }
  }

  @Test
  void memoryIsSavedAndRestored() {
    try (Connection memory = Connection.open(":memory:");
        Connection saved = file("saved.db");
        Connection again = Connection.open(":memory:")) {
      memory.execute("CREATE TABLE t(a); INSERT INTO t VALUES(5)");
      memory.backup("main", saved, "main");
      again.execute("CREATE TABLE u(b)");
      saved.backup("main", again, "main");
      assertThat(text(again, "SELECT a FROM t")).isEqualTo("5");
      again.execute("INSERT INTO t VALUES(6)");
      assertThat(text(again, "SELECT a FROM t")).isEqualTo("5 6");
      assertThat(text(saved, "SELECT a FROM t")).isEqualTo("5");
    }
  }

  @Test
  void anotherPageSizeReplacesTheOldOne() {
    try (Connection from = file("from.db");
        Connection to = file("to.db")) {
      from.execute("PRAGMA page_size=1024; CREATE TABLE t(a); INSERT INTO t VALUES('small')");
      to.execute("CREATE TABLE old(x); INSERT INTO old VALUES(zeroblob(50000))");
      from.backup("main", to, "main");
      assertThat(text(to, "PRAGMA page_size")).isEqualTo("1024");
      assertThat(text(to, "SELECT a FROM t")).isEqualTo("small");
    }
    try (Connection to = file("to.db")) {
      assertThat(text(to, "SELECT a FROM t")).isEqualTo("small");
    }
  }

  @Test
  void aStatementPreparedBeforeSeesTheCopy() {
    try (Connection from = Connection.open(":memory:");
        Connection to = file("to.db");
        Connection other = file("to.db")) {
      from.execute("CREATE TABLE t(b, a); INSERT INTO t VALUES('b', 'new')");
      to.execute("CREATE TABLE t(a); INSERT INTO t VALUES('old')");
      try (Statement here = to.prepare("SELECT a FROM t");
          Statement there = other.prepare("SELECT a FROM t")) {
        from.backup("main", to, "main");
        assertThat(here.step()).isTrue();
        assertThat(here.columnText(0)).isEqualTo("new");
        here.reset();
        assertThat(there.step()).isTrue();
        assertThat(there.columnText(0)).isEqualTo("new");
      }
    }
  }

  @Test
  void aDestinationInUseIsLeftAlone() {
    try (Connection from = Connection.open(":memory:");
        Connection to = file("to.db");
        Connection reader = file("to.db")) {
      from.execute("CREATE TABLE t(a)");
      to.execute("CREATE TABLE old(x); BEGIN; INSERT INTO old VALUES(1)");
      assertThatThrownBy(() -> from.backup("main", to, "main"))
          .hasMessage("destination database is in use");
      to.execute("COMMIT");
      reader.execute("BEGIN");
      assertThat(text(reader, "SELECT x FROM old")).isEqualTo("1");
      assertThatThrownBy(() -> from.backup("main", to, "main")).hasMessage("database is locked");
      reader.execute("COMMIT");
      assertThat(text(to, "SELECT x FROM old")).isEqualTo("1");
      assertThatThrownBy(() -> from.backup("nosuch", to, "main"))
          .hasMessage("unknown database nosuch");
    }
  }

  @Test
  void moreThanTheCacheHoldsIsCopiedToo() {
    try (Connection from = file("from.db");
        Connection to = file("to.db")) {
      from.execute("CREATE TABLE t(a); BEGIN");
      for (int i = 0; i < 400; i++) {
        from.execute("INSERT INTO t VALUES(zeroblob(20000))");
      }
      from.execute("COMMIT");
      to.execute("PRAGMA cache_size=20");
      from.backup("main", to, "main");
      assertThat(text(to, "SELECT count(*) || ' ' || sum(length(a)) FROM t"))
          .isEqualTo("400 8000000");
    }
  }
}
