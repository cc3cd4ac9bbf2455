package tech.turso;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GeneratedKeysTest {
  private Connection connection;
  private Statement statement;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:turso::memory:");
    statement = connection.createStatement();
    statement.execute(
        "create table t(id integer primary key, name unique);"
            + "create table w(k text primary key) without rowid;"
            + "create table plain(a)");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private static String keys(Statement statement) throws SQLException {
    try (ResultSet keys = statement.getGeneratedKeys()) {
      return keys.next() ? keys.getMetaData().getColumnLabel(1) + "=" + keys.getLong(1) : "none";
    }
  }

  @Test
  void anInsertHasTheRowidOfItsLastRow() throws SQLException {
    statement.executeUpdate("insert into t(name) values('a'),('b')", 1);
    assertThat(keys(statement)).isEqualTo("last_insert_rowid()=2");
    statement.executeUpdate("insert into plain values(1)", 1);
    assertThat(keys(statement)).isEqualTo("last_insert_rowid()=1");
    statement.executeUpdate("insert into t(id,name) values(70,'c')", new String[] {"id"});
    assertThat(keys(statement)).isEqualTo("id=70");
  }

  @Test
  void whatInsertsNothingHasNone() throws SQLException {
    assertThat(keys(statement)).isEqualTo("none");
    statement.executeUpdate("insert into t(name) values('a')");
    statement.executeUpdate("update t set name='x'");
    assertThat(keys(statement)).isEqualTo("none");
    statement.executeUpdate("insert into t(name) values('y')");
    statement.executeUpdate("insert or ignore into t(name) values('y')");
    assertThat(keys(statement)).isEqualTo("none");
    statement.executeUpdate("insert into w values('k')");
    assertThat(keys(statement)).as("a table without rowids").isEqualTo("none");
  }

  @Test
  void afterABatchItIsTheLast() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into t(name) values(?)", 1)) {
      for (String name : new String[] {"a", "b", "c"}) {
        insert.setString(1, name);
        insert.addBatch();
      }
      insert.executeBatch();
      assertThat(keys(insert)).isEqualTo("last_insert_rowid()=3");
    }
  }
}
