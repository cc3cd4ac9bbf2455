package tech.turso.testing.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteCommitListener;
import tech.turso.api.Connection;
import tech.turso.api.TursoException;
import tech.turso.testing.generate.ScriptGenerator;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testkit.Seeded;

/** The update, commit and rollback hooks are called for the same things as SQLite's. */
final class HooksOracleTest {
  private static final int SCRIPTS = 40;
  private static final int STATEMENTS = 60;

  @Seeded({1, 1000})
  void hooksHearWhatThoseOfSqliteHear(long seed) {
    int heard = 0;
    for (int i = 0; i < SCRIPTS; i++) {
      heard += compare(seed + i);
    }
    assertThat(heard).isGreaterThan(SCRIPTS * 10);
  }

  private static int compare(long seed) {
    List<String> theirs = new ArrayList<>();
    List<String> ours = new ArrayList<>();
    try (OracleRunner oracle = OracleRunner.open(":memory:");
        Connection connection = Connection.open(":memory:")) {
      oracle
          .connection()
          .addUpdateListener((type, db, table, rowid) -> theirs.add(line(type, db, table, rowid)));
      oracle
          .connection()
          .addCommitListener(
              new SQLiteCommitListener() {
                @Override
                public void onCommit() {
                  theirs.add("commit");
                }

                @Override
                public void onRollback() {
                  theirs.add("rollback");
                }
              });
      connection.updateHook((type, db, table, rowid) -> ours.add(line(type, db, table, rowid)));
      connection.commitHook(() -> !ours.add("commit"));
      connection.rollbackHook(() -> ours.add("rollback"));
      int heard = 0;
      for (String sql : ScriptGenerator.script(seed, STATEMENTS)) {
        oracle.run(sql);
        try {
          connection.execute(sql);
        } catch (TursoException e) {
          assertThat(e.text()).isNotEmpty();
        }
        assertThat(ours).as("seed %d: %s", seed, sql).isEqualTo(theirs);
        heard += ours.size();
        if (ours.stream().anyMatch(line -> line.endsWith(" " + Long.MAX_VALUE))) {
          return heard; // the next row of that table gets a random rowid
        }
        theirs.clear();
        ours.clear();
      }
      return heard;
    }
  }

  private static String line(Enum<?> type, String database, String table, long rowid) {
    return type + " " + database + "." + table + " " + rowid;
  }
}
