package tech.turso.codegen;

import org.jspecify.annotations.Nullable;
import tech.turso.schema.Index;

/** Where the columns of a source are while its loop runs. */
public sealed interface Access {
  /**
   * On a cursor of the table's own tree.
   *
   * @param index set if {@code indexCursor} is on the index entry of the same row; then what the
   *     index holds may be read there
   */
  record OnTable(int cursor, int indexCursor, @Nullable Index index) implements Access {}

  /** On a cursor of an index that holds all columns needed. */
  record OnIndex(int cursor, Index index) implements Access {}

  /** In registers: a co-routine's row. */
  record InRegisters(int first) implements Access {}

  /** In registers: a row that is being written. */
  record InRow(RowRegisters row) implements Access {}

  /** On a cursor of an ephemeral table whose field i is column i. */
  record OnEphemeral(int cursor) implements Access {}

  /** On a cursor of an automatic index: column i is at position {@code positions[i]}, or absent. */
  record OnAutoIndex(int cursor, int[] positions) implements Access {}

  /** On a cursor of a virtual table. */
  record OnVirtual(int cursor) implements Access {}
}
