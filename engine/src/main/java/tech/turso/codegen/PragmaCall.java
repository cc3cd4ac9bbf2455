package tech.turso.codegen;

import org.jspecify.annotations.Nullable;
import tech.turso.schema.Catalog;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * One PRAGMA statement that is being compiled, and the rows that it is to give.
 *
 * @param emission its program
 * @param host the connection
 * @param pragma which
 * @param schemaName as written, or null
 * @param database its number; main if no schema was written
 * @param value as written, or null
 */
record PragmaCall(
    Emission emission,
    PragmaHost host,
    Pragma pragma,
    @Nullable String schemaName,
    int database,
    @Nullable String value) {

  ProgramBuilder builder() {
    return emission.builder();
  }

  Catalog catalog() {
    return emission.environment().catalog();
  }

  /** Says that the program reads, or writes, the pragma's database. */
  void usesDatabase(boolean write) {
    emission.uses(database, write);
  }

  /** A row of constants: Integer, Long, String or null. */
  void row(@Nullable Object... values) {
    ProgramBuilder b = builder();
    int first = b.registers(values.length);
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value instanceof Integer number) {
        b.add(Op.INTEGER, number, first + i);
      } else if (value instanceof Long number) {
        b.add(Op.INT64, 0, first + i, 0, number, 0);
      } else if (value == null) {
        b.add(Op.NULL, 0, first + i);
      } else {
        b.add(Op.STRING, 0, first + i, 0, value.toString(), 0);
      }
    }
    b.add(Op.RESULT_ROW, first, values.length);
  }

  /** A row of {@code on} as 1 or 0. */
  void row(boolean on) {
    row(on ? 1 : 0);
  }
}
