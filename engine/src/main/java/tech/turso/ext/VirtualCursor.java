package tech.turso.ext;

import org.jspecify.annotations.Nullable;

/**
 * Goes over the rows of a {@link VirtualTable}. After {@link #filter} it stands on the first row,
 * or {@link #isAtEnd()}.
 */
public interface VirtualCursor extends AutoCloseable {
  /**
   * Begins a scan.
   *
   * @param number of the plan
   * @param text of the plan
   * @param arguments the values of the plan's arguments; valid during the call only
   */
  void filter(int number, @Nullable String text, FunctionContext arguments);

  /** Goes to the next row. */
  void next();

  /** Whether there is no row. */
  boolean isAtEnd();

  /** Makes the value of a column of this row the result. */
  void column(int column, FunctionContext result);

  /** The rowid of this row. */
  long rowid();

  @Override
  void close();
}
