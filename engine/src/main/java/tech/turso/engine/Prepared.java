package tech.turso.engine;

import org.jspecify.annotations.Nullable;
import tech.turso.value.Register;
import tech.turso.vdbe.program.Program;

/** A statement that was prepared, and its run. */
public final class Prepared {
  private Prepared() {}

  /** Whether the text held no statement. */
  public boolean isEmpty() {
    throw new AssertionError("frame");
  }

  /** Its text. */
  public String sql() {
    throw new AssertionError("frame");
  }

  /** Its text with values for parameters. */
  public String expandedSql() {
    throw new AssertionError("frame");
  }

  /** Where the next statement begins in the text it was prepared from. */
  public int end() {
    throw new AssertionError("frame");
  }

  /** Whether it changes nothing directly. */
  public boolean isReadOnly() {
    throw new AssertionError("frame");
  }

  /** 0, 1 for EXPLAIN, 2 for EXPLAIN QUERY PLAN. */
  public int explain() {
    throw new AssertionError("frame");
  }

  /** Whether a run is under way. */
  public boolean isBusy() {
    throw new AssertionError("frame");
  }

  /** The highest number of a parameter. */
  public int parameterCount() {
    throw new AssertionError("frame");
  }

  /** The name of a parameter, or null. */
  public @Nullable String parameterName(int number) {
    throw new AssertionError("frame");
  }

  /** The number of a named parameter, or 0. */
  public int parameterIndex(String name) {
    throw new AssertionError("frame");
  }

  /**
   * The cell of a parameter, to be set; MISUSE while a run is under way, RANGE if there is none.
   */
  public Register parameter(int number) {
    throw new AssertionError("frame");
  }

  /** Runs to the next row. */
  public boolean step() {
    throw new AssertionError("frame");
  }

  /** Ends the run. */
  public void reset() {
    throw new AssertionError("frame");
  }

  /** How many columns a row has. */
  public int columnCount() {
    throw new AssertionError("frame");
  }

  /** What is known of a column. */
  public Program.Column column(int column) {
    throw new AssertionError("frame");
  }

  /** The value of a column of this row. */
  public Register value(int column) {
    throw new AssertionError("frame");
  }

  /** CAST to INTEGER. */
  public long asLong(Register value) {
    throw new AssertionError("frame");
  }

  /** CAST to REAL. */
  public double asDouble(Register value) {
    throw new AssertionError("frame");
  }

  /** CAST to TEXT, null for NULL. */
  public @Nullable String asText(Register value) {
    throw new AssertionError("frame");
  }

  /** CAST to BLOB, null for NULL. */
  public byte @Nullable [] asBlob(Register value) {
    throw new AssertionError("frame");
  }

  /** Ends the run and releases the statement. */
  public void close() {
    throw new AssertionError("frame");
  }
}
