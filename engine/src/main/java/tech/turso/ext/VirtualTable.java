package tech.turso.ext;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows a program makes. Hidden columns are the parameters of a table-valued function:
 * {@code f(a, b)} is a scan with {@code hidden1 = a AND hidden2 = b}.
 *
 * <p>Source: SQLite, "The Virtual Table Mechanism Of SQLite".
 */
public interface VirtualTable {
  /**
   * A column.
   *
   * @param type its declared type, "" for none
   * @param hidden whether {@code *} leaves it out
   */
  record Column(String name, String type, boolean hidden) {}

  /** Operators that a table may be asked to evaluate itself. */
  enum Operator {
    EQ,
    GT,
    LE,
    LT,
    GE,
    NE,
    LIKE,
    GLOB,
    REGEXP,
    MATCH,
    IS_NULL,
    IS_NOT_NULL
  }

  /**
   * A condition {@code column operator value}.
   *
   * @param usable whether the value is known in the join order that is being weighed
   */
  record Constraint(int column, Operator operator, boolean usable) {}

  /**
   * A way to scan the table.
   *
   * @param number given to {@link VirtualCursor#filter}
   * @param text given to {@link VirtualCursor#filter}
   * @param arguments the constraints, by index, whose values are given to {@link
   *     VirtualCursor#filter}, in that order
   * @param handled those of them that the table itself makes sure of
   * @param cost estimated; lower is better
   * @param rows estimated
   */
  record Plan(
      int number,
      @Nullable String text,
      List<Integer> arguments,
      List<Integer> handled,
      double cost,
      long rows) {}

  /** Its columns, in order. */
  List<Column> columns();

  /** The best way to scan it under these constraints; null if none of them can be met. */
  @Nullable Plan plan(List<Constraint> constraints);

  /** A new cursor. */
  VirtualCursor open();

  /** Whether it is harmless even in a view that an attacker wrote (PRAGMA trusted_schema). */
  default boolean isInnocuous() {
    return false;
  }
}
