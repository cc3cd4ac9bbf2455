package tech.turso.sql.parser;

/**
 * Kinds of tokens. The keywords come first, in alphabetical order; their constants are their text.
 *
 * <p>Source: SQLite, "SQLite Keywords", and parse.y %fallback.
 */
enum Token {
  ABORT(Role.NAME),
  ACTION(Role.NAME),
  ADD,
  AFTER(Role.NAME),
  ALL,
  ALTER,
  ALWAYS(Role.NAME),
  ANALYZE(Role.NAME),
  AND,
  AS,
  ASC(Role.NAME),
  ATTACH(Role.NAME),
  AUTOINCREMENT,
  BEFORE(Role.NAME),
  BEGIN(Role.NAME),
  BETWEEN,
  BY(Role.NAME),
  CASCADE(Role.NAME),
  CASE,
  CAST(Role.NAME),
  CHECK,
  COLLATE,
  COLUMN(Role.NAME),
  COMMIT,
  CONFLICT(Role.NAME),
  CONSTRAINT,
  CREATE,
  CROSS(Role.JOIN),
  CURRENT(Role.NAME),
  CURRENT_DATE(Role.NAME),
  CURRENT_TIME(Role.NAME),
  CURRENT_TIMESTAMP(Role.NAME),
  DATABASE(Role.NAME),
  DEFAULT,
  DEFERRABLE,
  DEFERRED(Role.NAME),
  DELETE,
  DESC(Role.NAME),
  DETACH(Role.NAME),
  DISTINCT,
  DO(Role.NAME),
  DROP,
  EACH(Role.NAME),
  ELSE,
  END(Role.NAME),
  ESCAPE,
  EXCEPT,
  EXCLUDE(Role.NAME),
  EXCLUSIVE(Role.NAME),
  EXISTS,
  EXPLAIN(Role.NAME),
  FAIL(Role.NAME),
  FILTER,
  FIRST(Role.NAME),
  FOLLOWING(Role.NAME),
  FOR(Role.NAME),
  FOREIGN,
  FROM,
  FULL(Role.JOIN),
  GENERATED(Role.NAME),
  GLOB(Role.NAME),
  GROUP,
  GROUPS(Role.NAME),
  HAVING,
  IF(Role.NAME),
  IGNORE(Role.NAME),
  IMMEDIATE(Role.NAME),
  IN,
  INDEX,
  INDEXED(Role.INDEXED),
  INITIALLY(Role.NAME),
  INNER(Role.JOIN),
  INSERT,
  INSTEAD(Role.NAME),
  INTERSECT,
  INTO,
  IS,
  ISNULL,
  JOIN,
  KEY(Role.NAME),
  LAST(Role.NAME),
  LEFT(Role.JOIN),
  LIKE(Role.NAME),
  LIMIT,
  MATCH(Role.NAME),
  MATERIALIZED(Role.NAME),
  NATURAL(Role.JOIN),
  NO(Role.NAME),
  NOT,
  NOTHING,
  NOTNULL,
  NULL,
  NULLS(Role.NAME),
  OF(Role.NAME),
  OFFSET(Role.NAME),
  ON,
  OR,
  ORDER,
  OTHERS(Role.NAME),
  OUTER(Role.JOIN),
  OVER,
  PARTITION(Role.NAME),
  PLAN(Role.NAME),
  PRAGMA(Role.NAME),
  PRECEDING(Role.NAME),
  PRIMARY,
  QUERY(Role.NAME),
  RAISE(Role.NAME),
  RANGE(Role.NAME),
  RECURSIVE(Role.NAME),
  REFERENCES,
  REGEXP(Role.NAME),
  REINDEX(Role.NAME),
  RELEASE(Role.NAME),
  RENAME(Role.NAME),
  REPLACE(Role.NAME),
  RESTRICT(Role.NAME),
  RETURNING,
  RIGHT(Role.JOIN),
  ROLLBACK(Role.NAME),
  ROW(Role.NAME),
  ROWS(Role.NAME),
  SAVEPOINT(Role.NAME),
  SELECT,
  SET,
  TABLE,
  TEMP(Role.NAME),
  TEMPORARY(Role.NAME),
  THEN,
  TIES(Role.NAME),
  TO,
  TRANSACTION,
  TRIGGER(Role.NAME),
  UNBOUNDED(Role.NAME),
  UNION,
  UNIQUE,
  UPDATE,
  USING,
  VACUUM(Role.NAME),
  VALUES,
  VIEW(Role.NAME),
  VIRTUAL(Role.NAME),
  WHEN,
  WHERE,
  WINDOW,
  WITH(Role.NAME),
  WITHOUT(Role.NAME),

  /** A name, bare or in {@code "x"}, {@code [x]} or {@code `x`}. */
  ID(Role.NAME),
  /** {@code 'x'}. */
  STRING,
  /** {@code x'00'}. */
  BLOB,
  /** Decimal or hexadecimal digits. */
  INTEGER,
  /** A number with a point or an exponent. */
  FLOAT,
  /** Either, with {@code _} between digits; SQLite takes it in expressions only. */
  QNUMBER,
  /** {@code ?}, {@code ?1}, {@code :a}, {@code @a}, {@code $a::b(c)}, {@code #a}. */
  VARIABLE,

  LP("("),
  RP(")"),
  COMMA(","),
  DOT("."),
  PLUS("+"),
  MINUS("-"),
  STAR("*"),
  SLASH("/"),
  REM("%"),
  CONCAT("||"),
  PTR("->"),
  BITAND("&"),
  BITOR("|"),
  BITNOT("~"),
  LSHIFT("<<"),
  RSHIFT(">>"),
  EQ("="),
  NE("<>"),
  LT("<"),
  LE("<="),
  GT(">"),
  GE(">="),

  /** {@code ;}, or, with no text, the one that SQLite supposes at the end of the text. */
  SEMI(";"),
  /** The end of the text, behind its last SEMI. */
  EOF(""),
  /** Blanks or a comment; never given to the parser. */
  SPACE(""),
  /** What is no token. */
  ILLEGAL("");

  private enum Role {
    /** Means itself only. */
    RESERVED,
    /** A name where its own meaning does not fit. */
    NAME,
    /** A word of joins: a name, but for an alias without AS. */
    JOIN,
    /** INDEXED, a name with the same exception. */
    INDEXED
  }

  /** How many keywords there are. */
  static final int KEYWORDS = WITHOUT.ordinal() + 1;

  private final Role role;

  Token() {
    this(Role.RESERVED);
  }

  /** A token of fixed spelling. */
  Token(String spelling) {
    this(Role.RESERVED);
    assert spelling.length() <= 2;
  }

  Token(Role role) {
    this.role = role;
  }

  boolean isKeyword() {
    return ordinal() < KEYWORDS;
  }

  /** Whether it is, or may stand for, a plain identifier. SQLite: ID. */
  boolean isId() {
    return role == Role.NAME;
  }

  /** Whether it may be any name at all. SQLite: nm. */
  boolean isName() {
    return role != Role.RESERVED || this == STRING;
  }

  /** Whether it may be a name where an expression begins. */
  boolean isNameInExpression() {
    return switch (this) {
      case CAST, RAISE, CURRENT_DATE, CURRENT_TIME, CURRENT_TIMESTAMP -> false;
      default -> isName();
    };
  }

  /** Whether it is NATURAL, LEFT, RIGHT, FULL, OUTER, INNER or CROSS. */
  boolean isJoin() {
    return role == Role.JOIN;
  }

  /** Whether a query may begin with it. */
  boolean beginsSelect() {
    return this == SELECT || this == VALUES || this == WITH;
  }
}
