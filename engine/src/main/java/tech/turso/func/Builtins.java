package tech.turso.func;

import java.util.List;

/** The list of built-in functions, in the order of their families. */
final class Builtins {
  private static final List<FunctionDef> ALL = List.of();

  private Builtins() {}

  static List<FunctionDef> all() {
    return ALL;
  }
}
