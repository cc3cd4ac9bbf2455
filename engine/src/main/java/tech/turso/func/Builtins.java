package tech.turso.func;

import java.util.ArrayList;
import java.util.List;

/** The list of built-in functions, family by family. */
final class Builtins {
  private static final List<FunctionDef> ALL = collect();

  private Builtins() {}

  static List<FunctionDef> all() {
    return ALL;
  }

  private static List<FunctionDef> collect() {
    List<FunctionDef> all = new ArrayList<>();
    all.addAll(CoreFunctions.all());
    all.addAll(NumberFunctions.all());
    all.addAll(TextFunctions.all());
    all.addAll(QuoteFunctions.all());
    all.addAll(Format.all());
    all.addAll(LikeFunctions.all());
    all.addAll(MathFunctions.all());
    all.addAll(AggregateFunctions.all());
    all.addAll(SumFunctions.all());
    all.addAll(GroupConcat.all());
    all.addAll(PercentileFunctions.all());
    return List.copyOf(all);
  }
}
