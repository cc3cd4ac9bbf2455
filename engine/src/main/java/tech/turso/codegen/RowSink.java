package tech.turso.codegen;

/** What is done with each row of a query. */
@FunctionalInterface
public interface RowSink {
  /**
   * Emits the use of a row that is in consecutive registers.
   *
   * @param first register of the row's first column; the registers may be changed
   */
  void row(int first);
}
