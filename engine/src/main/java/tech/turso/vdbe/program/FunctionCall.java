package tech.turso.vdbe.program;

import org.jspecify.annotations.Nullable;
import tech.turso.func.FunctionDef;
import tech.turso.value.Collation;

/**
 * P4 of the instructions that call a function.
 *
 * @param def what is called
 * @param collation for functions that compare; null is BINARY
 */
public record FunctionCall(FunctionDef def, @Nullable Collation collation) {
  @Override
  public String toString() {
    return def.name() + "(" + def.narg() + ")";
  }
}
