package tech.turso.func;

import org.jspecify.annotations.Nullable;
import tech.turso.ext.FunctionFlags;

/** A function as statements see it. Immutable. */
public final class FunctionDef {
  /** How a function may be used. */
  public enum Kind {
    /** Of one row. */
    SCALAR,
    /** Of a group; not with OVER. */
    AGGREGATE,
    /** Of a group or, with OVER, of a window. */
    WINDOW,
    /** With OVER only: {@code row_number} and its kin. */
    WINDOW_ONLY
  }

  /** Functions that the compiler knows more about than their results; NONE for all others. */
  public enum Role {
    /** Nothing special. */
    NONE,
    /** Evaluates arguments only until one is not NULL: coalesce, ifnull. */
    COALESCE,
    /** A chain of WHEN and THEN: iif, if. */
    IIF,
    /** Its argument is probably true. */
    LIKELY,
    /** Its argument is probably false. */
    UNLIKELY,
    /** Its argument is true with the probability that the second argument says. */
    LIKELIHOOD,
    /** count(*) and count(x). */
    COUNT,
    /** Aggregate min: the first row in order. */
    MIN,
    /** Aggregate max: the last row in order. */
    MAX,
    /** sum, whose INTEGER and REAL steps may be inlined. */
    SUM,
    /** avg. */
    AVG,
    /** total. */
    TOTAL,
    /** The operator LIKE, unless overridden by a user. */
    LIKE,
    /** The operator GLOB, unless overridden by a user. */
    GLOB
  }

  /** Any number of arguments. */
  public static final int ANY = Integer.MAX_VALUE;

  private final String name;
  private final int minArgs;
  private final int maxArgs;
  private final Kind kind;
  private final Role role;
  private final int flags;
  private final boolean builtIn;
  private final boolean needsCollation;
  private final boolean stableInStatement;
  private final boolean ignoresOrder;
  private final @Nullable ScalarBody scalar;
  private final @Nullable AggregateBody aggregate;

  private FunctionDef(Builder b, @Nullable ScalarBody scalar, @Nullable AggregateBody aggregate) {
    this.name = b.name;
    this.minArgs = b.minArgs;
    this.maxArgs = b.maxArgs;
    this.kind = b.kind;
    this.role = b.role;
    this.flags = b.flags;
    this.builtIn = b.builtIn;
    this.needsCollation = b.needsCollation;
    this.stableInStatement = b.stableInStatement;
    this.ignoresOrder = b.ignoresOrder;
    this.scalar = scalar;
    this.aggregate = aggregate;
  }

  /** Begins the definition of a built-in function: deterministic and innocuous. */
  public static Builder builtIn(String name, int minArgs, int maxArgs) {
    Builder b = new Builder(name, minArgs, maxArgs);
    b.builtIn = true;
    b.flags = FunctionFlags.DETERMINISTIC | FunctionFlags.INNOCUOUS;
    return b;
  }

  /** Begins the definition of a user's function, with {@link FunctionFlags}. */
  public static Builder user(String name, int minArgs, int maxArgs, int flags) {
    Builder b = new Builder(name, minArgs, maxArgs);
    b.flags = flags;
    return b;
  }

  /** Its name as registered. */
  public String name() {
    return name;
  }

  /** The fewest arguments it takes. */
  public int minArgs() {
    return minArgs;
  }

  /** The most arguments it takes; {@link #ANY} for no bound. */
  public int maxArgs() {
    return maxArgs;
  }

  /** Whether it takes that many arguments. */
  public boolean accepts(int args) {
    return args >= minArgs && args <= maxArgs;
  }

  /** SQLite's code for the number: itself, -1 for any, -3 for 1 or more, -4 for 2 or more. */
  public int narg() {
    if (maxArgs != ANY) {
      return minArgs;
    }
    return minArgs == 0 ? -1 : -2 - minArgs;
  }

  /** How it may be used. */
  public Kind kind() {
    return kind;
  }

  /** What the compiler should know. */
  public Role role() {
    return role;
  }

  /** The {@link FunctionFlags}. */
  public int flags() {
    return flags;
  }

  /** Whether it came with the engine. */
  public boolean isBuiltIn() {
    return builtIn;
  }

  /** Whether equal arguments always give equal results: may be folded and indexed. */
  public boolean isDeterministic() {
    return (flags & FunctionFlags.DETERMINISTIC) != 0;
  }

  /**
   * Whether equal arguments give equal results within one run of a statement (deterministic ones
   * and those that ask the clock): may be computed once, but not indexed.
   */
  public boolean isStableInStatement() {
    return stableInStatement || isDeterministic();
  }

  /** Whether {@link CallContext#collation()} must be that of its first argument that has one. */
  public boolean needsCollation() {
    return needsCollation;
  }

  /** Whether it reads subtypes, so that arguments must keep theirs. */
  public boolean readsSubtype() {
    return (flags & FunctionFlags.SUBTYPE) != 0;
  }

  /** Whether an aggregate's result does not depend on the order of rows (ORDER BY is dropped). */
  public boolean ignoresOrder() {
    return ignoresOrder;
  }

  /** Whether it is an aggregate (also if with OVER only). */
  public boolean isAggregate() {
    return kind != Kind.SCALAR;
  }

  /** Whether it may be used with OVER. */
  public boolean isWindow() {
    return kind == Kind.WINDOW || kind == Kind.WINDOW_ONLY;
  }

  /** What it does for a row; scalar functions only. */
  public ScalarBody scalar() {
    assert scalar != null : name;
    return scalar;
  }

  /** What it does for a group; aggregates only. */
  public AggregateBody aggregate() {
    assert aggregate != null : name;
    return aggregate;
  }

  @Override
  public String toString() {
    return name + "/" + narg();
  }

  /** Collects what a definition says. */
  public static final class Builder {
    private final String name;
    private final int minArgs;
    private final int maxArgs;
    private Kind kind = Kind.SCALAR;
    private Role role = Role.NONE;
    private int flags;
    private boolean builtIn;
    private boolean needsCollation;
    private boolean stableInStatement;
    private boolean ignoresOrder;

    private Builder(String name, int minArgs, int maxArgs) {
      assert minArgs >= 0 && (maxArgs == ANY || maxArgs == minArgs) : name;
      this.name = name;
      this.minArgs = minArgs;
      this.maxArgs = maxArgs;
    }

    /** The compiler's special case. */
    public Builder role(Role r) {
      role = r;
      return this;
    }

    /** Adds {@link FunctionFlags}. */
    public Builder flags(int more) {
      flags |= more;
      return this;
    }

    /** Equal arguments may give other results at every call: random, changes. */
    public Builder volatileResult() {
      flags &= ~FunctionFlags.DETERMINISTIC;
      return this;
    }

    /** Equal arguments give equal results within a run of a statement only: date('now'). */
    public Builder stableInStatement() {
      flags &= ~FunctionFlags.DETERMINISTIC;
      stableInStatement = true;
      return this;
    }

    /**
     * Deterministic but for arguments such as 'now', where the body refuses to be used in an index:
     * flags say deterministic.
     */
    public Builder stable() {
      stableInStatement = true;
      return this;
    }

    /** Refused in schemas that are not trusted. */
    public Builder notInnocuous() {
      flags &= ~FunctionFlags.INNOCUOUS;
      return this;
    }

    /** It compares, by the collation of its arguments. */
    public Builder needsCollation() {
      needsCollation = true;
      return this;
    }

    /** The order of the rows does not matter to an aggregate. */
    public Builder ignoresOrder() {
      ignoresOrder = true;
      return this;
    }

    /** A scalar function. */
    public FunctionDef scalar(ScalarBody body) {
      kind = Kind.SCALAR;
      return new FunctionDef(this, body, null);
    }

    /** An aggregate that no window can use. */
    public FunctionDef aggregate(AggregateBody body) {
      kind = Kind.AGGREGATE;
      return new FunctionDef(this, null, body);
    }

    /** An aggregate that windows can use too. */
    public FunctionDef window(AggregateBody body) {
      kind = Kind.WINDOW;
      return new FunctionDef(this, null, body);
    }

    /** A function that only windows can use. */
    public FunctionDef windowOnly(AggregateBody body) {
      kind = Kind.WINDOW_ONLY;
      return new FunctionDef(this, null, body);
    }
  }
}
