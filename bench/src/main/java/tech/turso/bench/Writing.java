package tech.turso.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** Work that writes, each round in one transaction. */
final class Writing {
  private static final String FILE = "inserts.db";

  private Writing() {}

  /** Inserts rows into an empty table of a new file. */
  static Workload.Start inserts(int count, boolean batches) {
    return engine -> new Inserts(engine, count, batches);
  }

  private static final class Inserts implements Workload.Round {
    private final Engine engine;
    private final boolean batches;
    private final String[] keys;
    private final String[] texts;
    private Connection connection;
    private PreparedStatement insert;

    Inserts(Engine engine, int count, boolean batches) throws SQLException {
      this.engine = engine;
      this.batches = batches;
      Random random = new Random(count);
      keys = new String[count];
      texts = new String[count];
      for (int i = 0; i < count; i++) {
        keys[i] = Data.key(i);
        texts[i] = Data.text(random);
      }
      connection = engine.connection;
      insert = connection.prepareStatement("SELECT 1");
    }

    @Override
    public void prepare() throws SQLException {
      engine.delete(FILE);
      connection = engine.open(FILE);
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE t" + Data.COLUMNS);
      }
      connection.setAutoCommit(false);
      insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?, ?)");
    }

    @Override
    public long run() throws SQLException {
      for (int i = 0; i < keys.length; i++) {
        insert.setInt(1, i + 1);
        insert.setString(2, keys[i]);
        insert.setInt(3, i % 1000);
        insert.setDouble(4, i / 64.0);
        insert.setString(5, texts[i]);
        if (!batches) {
          insert.executeUpdate();
          continue;
        }
        insert.addBatch();
        if (i % 1000 == 999 || i == keys.length - 1) {
          insert.executeBatch();
        }
      }
      connection.commit();
      return 0;
    }

    @Override
    public long finish() throws SQLException {
      long sum;
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT * FROM t")) {
        sum = Reading.sum(rows, "itirt");
      }
      connection.close();
      return sum;
    }
  }

  /** Changes a column without an index of rows found by their key. */
  static Workload.Start updates(int count, int rows) {
    return engine -> {
      Connection connection = engine.connection;
      PreparedStatement update = connection.prepareStatement("UPDATE t SET b = b + ? WHERE id = ?");
      return new Workload.Round() {
        @Override
        public long run() throws SQLException {
          connection.setAutoCommit(false);
          long changed = 0;
          for (int i = 0; i < count; i++) {
            update.setInt(1, 1);
            update.setInt(2, 1 + Data.shuffled(i, rows));
            changed += update.executeUpdate();
          }
          connection.commit();
          connection.setAutoCommit(true);
          return changed;
        }

        @Override
        public long finish() throws SQLException {
          try (Statement statement = connection.createStatement();
              ResultSet sums = statement.executeQuery("SELECT sum(b), count(*) FROM t")) {
            return Reading.sum(sums, "ri");
          }
        }
      };
    };
  }
}
