package tech.turso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StatementsTest {
  private static final String ENDLESS =
      "select count(*) from d a, d b, d c, d d, d e, d f, d g, d h, d i, d j";

  private Connection connection;
  private Statement statement;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:turso::memory:");
    statement = connection.createStatement();
    statement.execute("create table t(id integer primary key, name text unique, x)");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private List<String> strings(String sql) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet rows = query.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    }
  }

  @Test
  void countsAreThoseOfTheStatementItself() throws SQLException {
    assertThat(statement.executeUpdate("insert into t(name) values('a'),('b')")).isEqualTo(2);
    assertThat(statement.executeUpdate("create table other(a)")).as("DDL").isZero();
    assertThat(statement.executeUpdate("update t set x=1 where name='nobody'")).isZero();
    assertThat(statement.execute("create table another(a)")).isFalse();
    assertThat(statement.getUpdateCount()).isZero();
    assertThat(statement.execute("select 1")).isTrue();
    assertThat(statement.getUpdateCount()).isEqualTo(-1);
  }

  @Test
  void allStatementsOfATextAreRun() throws SQLException {
    boolean rows =
        statement.execute(
            "insert into t(name) values('a'); select name from t; delete from t; select 7; -- end");
    assertThat(rows).isFalse();
    assertThat(statement.getUpdateCount()).isEqualTo(1);
    assertThat(statement.getMoreResults()).isTrue();
    ResultSet first = statement.getResultSet();
    assertThat(first.next()).isTrue();
    assertThat(first.getString(1)).as("read before the DELETE").isEqualTo("a");
    assertThat(statement.getMoreResults()).isFalse();
    assertThat(first.isClosed()).isTrue();
    assertThat(statement.getUpdateCount()).isEqualTo(1);
    assertThat(statement.getMoreResults()).isTrue();
    assertThat(statement.getMoreResults()).isFalse();
    assertThat(statement.getUpdateCount()).isEqualTo(-1);
    assertThat(strings("select count(*) from t")).containsExactly("0");
  }

  @Test
  void aPreparedTextOfSeveralStatementsIsRunToItsEnd() throws SQLException {
    try (PreparedStatement script =
        connection.prepareStatement(
            "insert into t(name) values('x'); insert into t(name) values('y')")) {
      script.execute();
    }
    assertThat(strings("select name from t order by 1")).containsExactly("x", "y");
    assertThatThrownBy(() -> connection.prepareStatement("select 1; select ?"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("prepare each alone");
  }

  @Test
  void executeUpdateReadsRowsThatNobodyWants() throws SQLException {
    assertThat(statement.executeUpdate("insert into t(name) values('a'),('b') returning id"))
        .isEqualTo(2);
    try (PreparedStatement insert =
        connection.prepareStatement("insert into t(name) values(?) returning id")) {
      insert.setString(1, "c");
      assertThat(insert.executeUpdate()).isEqualTo(1);
      insert.setString(1, "d");
      ResultSet rows = insert.executeQuery();
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt("id")).isEqualTo(4);
    }
    assertThat(
            statement.executeUpdate(
                "insert into t(name) values('e'),('f') returning id; insert into t(name)"
                    + " values('g')"))
        .isEqualTo(3);
    assertThat(strings("select count(*) from t")).containsExactly("7");
  }

  @Test
  void queriesAndUpdatesAreToldApart() {
    assertThatThrownBy(() -> statement.executeQuery("insert into t(name) values('a')"))
        .hasMessageContaining("gives no rows");
    assertThatThrownBy(() -> connection.prepareStatement("delete from t").executeQuery())
        .hasMessageContaining("gives no rows");
  }

  @Test
  void errorsHaveClassesStatesAndCodes() throws SQLException {
    statement.execute("insert into t values(1,'a',2)");
    assertThatThrownBy(() -> statement.execute("insert into t values(2,'a',2)"))
        .isInstanceOfSatisfying(
            SQLIntegrityConstraintViolationException.class,
            e -> {
              assertThat(e.getSQLState()).isEqualTo("23505");
              assertThat(e.getErrorCode()).isEqualTo(19);
              assertThat(e.getMessage())
                  .isEqualTo("[SQLITE_CONSTRAINT_UNIQUE] UNIQUE constraint failed: t.name");
              assertThat(((TursoSqlException) e).resultCode()).isEqualTo(2067);
              assertThat(((TursoSqlException) e).resultCodeName())
                  .isEqualTo("SQLITE_CONSTRAINT_UNIQUE");
            });
    statement.execute("create table n(a not null, check (a > 0))");
    assertThatThrownBy(() -> statement.execute("insert into n values(null)"))
        .isInstanceOfSatisfying(
            SQLIntegrityConstraintViolationException.class,
            e -> assertThat(e.getSQLState()).isEqualTo("23502"));
    assertThatThrownBy(() -> statement.execute("insert into n values(-1)"))
        .isInstanceOfSatisfying(
            SQLIntegrityConstraintViolationException.class,
            e -> assertThat(e.getSQLState()).isEqualTo("23514"));
    assertThatThrownBy(() -> statement.execute("selec"))
        .isInstanceOfSatisfying(
            SQLSyntaxErrorException.class,
            e -> {
              assertThat(e.getSQLState()).isEqualTo("42000");
              assertThat(e.getErrorCode()).isEqualTo(1);
              assertThat(((TursoSqlException) e).position()).isZero();
            });
  }

  @Test
  void parametersAreBoundAndKept() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into t values(?,?,?)")) {
      insert.setLong(1, 5);
      insert.setString(2, "five");
      insert.setDouble(3, 5.5);
      assertThat(insert.executeUpdate()).isEqualTo(1);
      insert.setLong(1, 6);
      insert.setString(2, "six");
      insert.executeUpdate();
      insert.clearParameters();
      insert.executeUpdate();
      assertThatThrownBy(() -> insert.setInt(4, 1))
          .hasMessage("parameter 4 out of bounds: the statement has 3");
      assertThatThrownBy(() -> insert.setInt(0, 1)).isInstanceOf(SQLException.class);
    }
    assertThat(strings("select id||name||x from t where name is not null"))
        .containsExactly("5five5.5", "6six5.5");
    assertThat(strings("select count(*) from t where name is null and x is null"))
        .as("what is not set is NULL")
        .containsExactly("1");
  }

  @Test
  void batchesCountAndStopAtAFailure() throws SQLException {
    statement.addBatch("insert into t(name) values('a')");
    statement.addBatch("update t set x=2");
    statement.addBatch("create table b(a)");
    assertThat(statement.executeBatch()).containsExactly(1, 1, 0);
    assertThat(statement.executeBatch()).isEmpty();
    try (PreparedStatement insert = connection.prepareStatement("insert into t(name) values(?)")) {
      for (String name : List.of("b", "c", "a", "d")) {
        insert.setString(1, name);
        insert.addBatch();
      }
      assertThatThrownBy(insert::executeBatch)
          .isInstanceOfSatisfying(
              BatchUpdateException.class,
              e -> {
                assertThat(e.getUpdateCounts()).containsExactly(1, 1);
                assertThat(e.getErrorCode()).isEqualTo(19);
                assertThat(e.getSQLState()).isEqualTo("23505");
                assertThat(e.getMessage()).startsWith("batch entry 2: ");
                assertThat(e.getCause())
                    .isInstanceOf(SQLIntegrityConstraintViolationException.class);
              });
    }
    assertThat(strings("select name from t order by 1")).containsExactly("a", "b", "c");
    statement.addBatch("select 1");
    assertThatThrownBy(statement::executeBatch)
        .isInstanceOf(BatchUpdateException.class)
        .hasMessage("batch entry 0: a batch holds no queries");
  }

  @Test
  void aTransactionBeginsWithTheFirstStatement() throws SQLException {
    connection.setAutoCommit(false);
    var engine = connection.unwrap(tech.turso.api.Connection.class);
    assertThat(engine.isAutocommit()).isTrue();
    statement.execute("insert into t(name) values('a')");
    assertThat(engine.isAutocommit()).isFalse();
    connection.rollback();
    assertThat(strings("select count(*) from t")).containsExactly("0");
    statement.execute("insert into t(name) values('b')");
    connection.commit();
    connection.commit();
    connection.setAutoCommit(true);
    assertThat(strings("select name from t")).containsExactly("b");
    assertThatThrownBy(connection::commit).hasMessage("database in auto-commit mode");
  }

  @Test
  void turningAutoCommitOnCommits() throws SQLException {
    connection.setAutoCommit(false);
    statement.execute("insert into t(name) values('a')");
    connection.setAutoCommit(true);
    assertThat(connection.unwrap(tech.turso.api.Connection.class).isAutocommit()).isTrue();
    assertThat(strings("select name from t")).containsExactly("a");
  }

  @Test
  void savepointsRollBackAPart() throws SQLException {
    connection.setAutoCommit(false);
    Savepoint empty = connection.setSavepoint();
    statement.execute("insert into t(name) values('a')");
    Savepoint named = connection.setSavepoint("it's \"one\"");
    statement.execute("insert into t(name) values('b')");
    connection.rollback(named);
    assertThat(strings("select name from t")).containsExactly("a");
    connection.releaseSavepoint(named);
    assertThat(named.getSavepointName()).isEqualTo("it's \"one\"");
    connection.rollback(empty);
    connection.commit();
    assertThat(strings("select count(*) from t")).containsExactly("0");
    assertThatThrownBy(() -> connection.rollback(named))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("3B001"));
  }

  @Test
  void aTimeoutInterrupts() throws SQLException {
    statement.execute("create table d(x)");
    statement.execute("insert into d values(1),(2),(3),(4),(5),(6),(7),(8),(9),(10)");
    statement.setQueryTimeout(1);
    long start = System.nanoTime();
    assertThatThrownBy(() -> statement.executeQuery(ENDLESS))
        .isInstanceOfSatisfying(
            SQLTimeoutException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    statement.setQueryTimeout(0);
    assertThat(strings("select count(*) from d")).containsExactly("10");
  }

  @Test
  void cancelInterruptsFromAnotherThread() throws Exception {
    statement.execute("create table d(x)");
    statement.execute("insert into d values(1),(2),(3),(4),(5),(6),(7),(8),(9),(10)");
    var done = new AtomicBoolean();
    Thread canceller =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!done.get()) { // a cancel before the statement runs does nothing
                    try {
                      statement.cancel();
                      Thread.sleep(20);
                    } catch (SQLException | InterruptedException e) {
                      return;
                    }
                  }
                });
    assertThatThrownBy(() -> statement.executeQuery(ENDLESS))
        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(9));
    done.set(true);
    canceller.join();
  }

  @Test
  void resultSetsEndWithTheirStatement() throws SQLException {
    ResultSet first = statement.executeQuery("values(1),(2)");
    ResultSet second = statement.executeQuery("values(3)");
    assertThat(first.isClosed()).isTrue();
    statement.close();
    assertThat(second.isClosed()).isTrue();
    assertThatThrownBy(() -> statement.execute("select 1")).hasMessage("the statement is closed");
    Statement closing = connection.createStatement();
    closing.closeOnCompletion();
    ResultSet rows = closing.executeQuery("select 1");
    rows.close();
    assertThat(closing.isClosed()).isTrue();
  }

  @Test
  void maxRowsEndsEarly() throws SQLException {
    statement.setMaxRows(2);
    ResultSet rows = statement.executeQuery("values(1),(2),(3)");
    assertThat(rows.next() && rows.next()).isTrue();
    assertThat(rows.next()).isFalse();
    assertThat(rows.isAfterLast()).isTrue();
  }

  @Test
  void aClosedConnectionSaysSo() throws SQLException {
    connection.close();
    connection.close();
    assertThat(connection.isClosed()).isTrue();
    assertThat(connection.isValid(1)).isFalse();
    assertThatThrownBy(() -> connection.createStatement())
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08003"));
    assertThat(statement.isClosed()).isTrue();
  }

  @Test
  void whatIsMissingSaysWhatToDoInstead() {
    assertThatThrownBy(() -> connection.prepareCall("{call x}"))
        .isInstanceOf(SQLFeatureNotSupportedException.class)
        .hasMessageContaining("prepareStatement");
    assertThatThrownBy(
            () ->
                connection.createStatement(
                    ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY))
        .isInstanceOf(SQLFeatureNotSupportedException.class);
    assertThatThrownBy(() -> statement.executeQuery("select 1").first())
        .isInstanceOf(SQLFeatureNotSupportedException.class);
  }

  @Test
  void numbersThatDoNotFitAreErrors() throws SQLException {
    ResultSet rows = statement.executeQuery("select 9999999999, 1e300, 300");
    rows.next();
    assertThatThrownBy(() -> rows.getInt(1)).isInstanceOf(SQLDataException.class);
    assertThatThrownBy(() -> rows.getLong(2)).isInstanceOf(SQLDataException.class);
    assertThatThrownBy(() -> rows.getByte(3)).isInstanceOf(SQLDataException.class);
    assertThat(rows.getLong(1)).isEqualTo(9999999999L);
    assertThat(rows.getObject(1)).isEqualTo(9999999999L);
    assertThat(rows.getShort(3)).isEqualTo((short) 300);
  }
}
