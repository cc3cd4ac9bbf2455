package tech.turso.codegen;

import tech.turso.plan.Query;

/** Emits queries. */
public final class QueryEmitter {
  private final Emission emission;

  QueryEmitter(Emission emission) {
    this.emission = emission;
  }

  /** Emits all rows of {@code query} into {@code sink}. */
  public void emit(Query query, RowSink sink) {
    throw new AssertionError(emission);
  }

  /** Emits a scalar subquery and returns the first register of its row. */
  int scalar(Query query) {
    throw new AssertionError(query);
  }

  /** Emits an EXISTS and returns the register with 1 or 0. */
  int exists(Query query) {
    throw new AssertionError(query);
  }
}
