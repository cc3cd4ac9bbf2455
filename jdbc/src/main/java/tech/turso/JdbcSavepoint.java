package tech.turso;

import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/** A savepoint with the name that it has in SQL. */
final class JdbcSavepoint implements Savepoint {
  private final int id;
  private final @Nullable String name;
  private boolean released;

  JdbcSavepoint(int id, @Nullable String name) {
    this.id = id;
    this.name = name;
  }

  @Override
  public int getSavepointId() throws SQLException {
    if (name != null) {
      throw Failures.misuse("the savepoint has a name: use getSavepointName");
    }
    return id;
  }

  @Override
  public String getSavepointName() throws SQLException {
    if (name == null) {
      throw Failures.misuse("the savepoint has no name: use getSavepointId");
    }
    return name;
  }

  boolean isReleased() {
    return released;
  }

  void release() {
    released = true;
  }

  /** The name in SQL: unique, whatever the program calls it. */
  String sqlName() {
    String text = name == null ? "" : name.replace("\"", "\"\"");
    return "\"jdbc_" + id + "_" + text + "\"";
  }
}
