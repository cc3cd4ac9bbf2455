package tech.turso.testing.generate;

/**
 * A column that queries may name.
 *
 * @param name its name, without the table's
 * @param kind what its values are like
 * @param binary whether its collation is BINARY
 * @param value what constraints ask of it
 */
record Column(String name, Kind kind, boolean binary, Value value) {
  /** What a constraint asks of the values of a column. */
  enum Value {
    /** Nothing. */
    ANY,
    /** Not to be NULL. */
    NOT_NULL,
    /** To differ from row to row. */
    UNIQUE
  }

  /** A column without a constraint. */
  Column(String name, Kind kind, boolean binary) {
    this(name, kind, binary, Value.ANY);
  }

  /** What the values of a column are like. */
  enum Kind {
    /** Small integers, and NULL: sums do not overflow. */
    TAME_INTEGER,
    /** Small multiples of a quarter, and NULL: sums are exact in any order. */
    TAME_REAL,
    /** Short texts, and NULL. */
    WORD,
    /** Of INTEGER affinity, with anything in it. */
    INTEGER,
    /** Of REAL affinity, with anything in it. */
    REAL,
    /** Of TEXT affinity, with anything in it. */
    TEXT,
    /** Of no affinity or of NUMERIC affinity, with anything in it. */
    ANY
  }

  /** Whether sums of it are exact in any order. */
  boolean addsUp() {
    return kind == Kind.TAME_INTEGER || kind == Kind.TAME_REAL;
  }

  /** Whether values that compare equal are identical, so that groups have one representative. */
  boolean isKeyLike() {
    return binary && (kind != Kind.ANY && kind != Kind.REAL && kind != Kind.INTEGER);
  }

  /** The same under the name of a table or its alias. */
  Column in(String table) {
    return new Column(table + "." + name, kind, binary);
  }
}
