package tech.turso.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A SELECT whose names are bound. */
public sealed interface Query permits SelectQuery, CompoundQuery, ValuesQuery {
  /**
   * A column of the result.
   *
   * @param expr its value; in a compound that of the first arm
   * @param name what it is called in the result
   * @param columnName what it is called as a column of a FROM clause, before duplicates are made
   *     distinct
   */
  record ResultColumn(Bound expr, String name, String columnName) {}

  /** The columns; at least one. */
  List<ResultColumn> columns();

  /** Identity of the query in its statement, as EXPLAIN QUERY PLAN numbers it; from 1. */
  int id();

  /** The most rows wanted; null is all. */
  @Nullable Bound limit();

  /** How many rows are left out first. */
  @Nullable Bound offset();

  /** Order of the rows; empty if any. */
  List<SortTerm> orderBy();

  /** Whether it reads a column of a query around it. */
  boolean isCorrelated();
}
