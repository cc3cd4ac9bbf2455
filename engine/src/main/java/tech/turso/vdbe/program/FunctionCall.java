package tech.turso.vdbe.program;

import org.jspecify.annotations.Nullable;
import tech.turso.func.FunctionDef;
import tech.turso.value.Collation;

/**
 * P4 of the instructions that call a function.
 *
 * @param def what is called
 * @param collation for functions that compare; null is BINARY
 * @param pureUse where results may depend on the arguments alone, as {@code an index}; else null
 */
public record FunctionCall(
    FunctionDef def, @Nullable Collation collation, @Nullable String pureUse) {
  /** A call that may depend on more than its arguments. */
  public FunctionCall(FunctionDef def, @Nullable Collation collation) {
    this(def, collation, null);
  }

  @Override
  public String toString() {
    return def.name() + "(" + def.narg() + ")";
  }
}
