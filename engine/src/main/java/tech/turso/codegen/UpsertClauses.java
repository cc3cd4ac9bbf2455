package tech.turso.codegen;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.sql.ast.Statement.Upsert;

/** The ON CONFLICT clauses of an INSERT. */
final class UpsertClauses {
  /** A clause and what it is about. */
  record Clause(Upsert upsert, int place) {
    boolean isNothing() {
      return upsert.isNothing();
    }
  }

  List<Integer> targets() {
    return List.of();
  }

  @Nullable Clause of(int place) {
    return null;
  }

  void update(RowWrite write, Clause clause, int place) {}
}
