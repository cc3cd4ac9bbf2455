package tech.turso.vdbe.program;

import org.jspecify.annotations.Nullable;

/**
 * P4 of {@link Op#TYPE_CHECK}: the columns of a STRICT table.
 *
 * @param table its name
 * @param columns names, one for each register that is checked; not written after
 * @param types their types; null for a register that is left alone; not written after
 */
public record StrictTypes(String table, String[] columns, @Nullable Type[] types) {
  /** A type that STRICT tables allow; its name is what the error message says. */
  public enum Type {
    ANY,
    BLOB,
    INT,
    INTEGER,
    REAL,
    TEXT
  }
}
