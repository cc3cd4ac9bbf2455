package tech.turso.func;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fixed set of functions: what comes with the engine. Packages above this one add their families
 * with {@link #with}. Immutable, shared by all connections.
 */
public final class FunctionCatalog {
  /** The functions of this package. */
  public static final FunctionCatalog CORE = new FunctionCatalog(Builtins.all());

  private final List<FunctionDef> all;
  private final Map<String, List<FunctionDef>> byName = new HashMap<>();

  private FunctionCatalog(List<FunctionDef> all) {
    this.all = List.copyOf(all);
    for (FunctionDef f : all) {
      byName.computeIfAbsent(f.name(), name -> new ArrayList<>(1)).add(f);
    }
  }

  /** These functions and more, whose names are in lower case. */
  public FunctionCatalog with(List<FunctionDef> more) {
    List<FunctionDef> both = new ArrayList<>(all);
    both.addAll(more);
    return new FunctionCatalog(both);
  }

  /** All functions. */
  public List<FunctionDef> all() {
    return all;
  }

  /** The functions of a name in lower case. */
  List<FunctionDef> named(String key) {
    return byName.getOrDefault(key, List.of());
  }

  /** The function of a name in lower case for that many arguments; an exact number is preferred. */
  @Nullable FunctionDef find(String key, int args) {
    FunctionDef best = null;
    for (FunctionDef f : named(key)) {
      if (f.accepts(args) && (best == null || f.maxArgs() == args)) {
        best = f;
      }
    }
    return best;
  }
}
