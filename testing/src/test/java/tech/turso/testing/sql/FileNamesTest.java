package tech.turso.testing.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig;
import tech.turso.api.Connection;
import tech.turso.api.OpenOptions;
import tech.turso.api.TursoException;

/** Names of databases that are URIs, on both engines. */
class FileNamesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:%s/a.db",
        "file:%s/a.db?mode=rwc",
        "file:%s/missing.db?mode=ro",
        "file:%s/missing.db?mode=rw",
        "file:%s/a.db?mode=none",
        "file:%s/a.db?mode=",
        "file:%s/a.db?mode",
        "file:%s/a.db?cache=none",
        "file:%s/a.db?cache=private&mode=x",
        "file:%s/a.db?=5&&mode=q",
        "file:%s/a.db?other=5",
        "file://localhost%s/b.db",
        "file://elsewhere%s/b.db",
        "file:%s/c.db?mode=memory",
        "file:%s/c%%20d.db#mode=x",
        "file:%s/c.db?mo%%64e=x",
        "file:%s/missing/c.db",
        "file:%s?mode=rw",
        "file:%s/x.db?immutable=1",
        "file:%s/y.db?immutable=2",
        "file:%s/z.db?immutable=no",
        "file:%s/z.db?immutable=256",
        "file:%s/z.db?immutable=00",
      })
  void areUnderstoodAndRefusedAsBySqlite(String pattern) throws Exception {
    Path ours = folder.resolve("ours");
    Path theirs = folder.resolve("theirs");
    java.nio.file.Files.createDirectories(ours);
    java.nio.file.Files.createDirectories(theirs);
    assertThat(bySqlite(pattern.formatted(theirs)).replace("theirs", "ours"))
        .isEqualTo(byEngine(pattern.formatted(ours)));
    assertThat(ours.toFile().list()).containsExactlyInAnyOrder(theirs.toFile().list());
  }

  private static String byEngine(String name) {
    try (Connection connection = Connection.open(name, OpenOptions.DEFAULT)) {
      connection.execute("CREATE TABLE t(a)");
      return "ok";
    } catch (TursoException e) {
      return e.code() + " " + e.text();
    }
  }

  private static String bySqlite(String name) {
    SQLiteConfig config = new SQLiteConfig();
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + name, config.toProperties());
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t(a)");
      return "ok";
    } catch (SQLException e) {
      Outcome.Failure failure = OracleRunner.failure(e);
      return failure.code() + " " + failure.message();
    }
  }
}
