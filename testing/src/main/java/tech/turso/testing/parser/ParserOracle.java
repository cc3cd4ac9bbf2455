package tech.turso.testing.parser;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;
import tech.turso.api.Connection;
import tech.turso.base.DbException;
import tech.turso.sql.parser.Parser;
import tech.turso.testing.sql.OracleRunner;

/**
 * Compares the parser with SQLite's: statements are prepared there, never run. What SQLite finds
 * later than its parser (a missing table) counts as accepted.
 */
public final class ParserOracle implements AutoCloseable {
  private static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE t(a, b, c)",
          "CREATE TABLE u(a INTEGER PRIMARY KEY, d UNIQUE)",
          "CREATE VIEW v AS SELECT a, b FROM t",
          "CREATE INDEX i ON t(a)");

  /** Messages that SQLite's parser alone gives: the statement would never get further. */
  private static final Pattern PARSER_MESSAGE =
      Pattern.compile(
          "near \".*\": syntax error"
              + "|incomplete input"
              + "|unrecognized token: .*"
              + "|Recursion limit"
              + "|variable number must be between .*"
              + "|too many arguments on function .*"
              + "|(ORDER BY|LIMIT) clause should come after .* not before"
              + "|unknown join type: .*"
              + "|a JOIN clause is required before .*"
              + "|unsupported frame specification"
              + "|DISTINCT is not supported for window functions"
              + "|cannot override .* of window: .*"
              + "|duplicate WITH table name: .*"
              + "|cannot use RETURNING in a trigger"
              + "|the .* clause is not allowed on UPDATE or DELETE statements within triggers"
              + "|IN\\(\\.\\.\\.\\) element has .*"
              + "|unknown table option: .*"
              + "|syntax error after column name .*"
              + "|parameters are not allowed in views"
              + "|too many FROM clause terms, .*"
              + "|too many columns in set list",
          Pattern.DOTALL);

  /** SQLite recurses deeper than the stacks of Java's threads are. */
  private static final long STACK_BYTES = 1L << 30;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(run -> new Thread(null, run, "SQLite", STACK_BYTES));

  private OracleRunner runner = open();

  private static OracleRunner open() {
    OracleRunner runner = OracleRunner.open(":memory:");
    for (String sql : SCHEMA) {
      runner.run(sql, "");
    }
    return runner;
  }

  /** This engine over the same schema. */
  static Connection compiler() {
    Connection connection = Connection.open(":memory:");
    for (String sql : SCHEMA) {
      connection.execute(sql);
    }
    return connection;
  }

  /** SQLite's message for the first statement of {@code sql}; null if it can be prepared. */
  public @Nullable String message(String sql) {
    try {
      return thread.submit(() -> messageHere(sql)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable String messageHere(String sql) {
    try (var statement = runner.connection().prepareStatement(sql)) {
      return null;
    } catch (SQLiteException e) {
      String prefix = e.getResultCode() + " (";
      String message = String.valueOf(e.getMessage());
      return message.substring(prefix.length(), message.length() - 1).replace("250000", "32766");
    } catch (SQLException e) {
      // the driver's own answer to a text without a statement, after which it is of no more use
      runner = open();
      return null;
    }
  }

  /** Our parser's message for the first statement of {@code sql}; null if it is accepted. */
  public static @Nullable String ourMessage(String sql) {
    try {
      Parser.parse(sql, 0);
      return null;
    } catch (DbException.Sql e) {
      return e.text();
    }
  }

  /** Whether {@code message} is given by SQLite's parser and not by what comes after it. */
  public static boolean isOfParser(@Nullable String message) {
    return message != null && PARSER_MESSAGE.matcher(message).matches();
  }

  /** How the two disagree on {@code sql}; null if they do not. */
  public @Nullable String difference(String sql) {
    String theirs = message(sql);
    String ours;
    try {
      ours = ourMessage(sql);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      return "threw " + e;
    }
    boolean agreed =
        ours == null
            ? !isOfParser(theirs)
            : ours.equals(theirs) || isFoundWhileParsing(sql, theirs) || isBeyondOurs(sql, ours);
    return agreed ? null : "SQLite: " + theirs + "\n  ours: " + ours + "\n  text: " + sql;
  }

  /**
   * SQLite looks at its schema in the midst of parsing these, and codes VALUES while it reads them:
   * that error may come first.
   */
  private static boolean isFoundWhileParsing(String sql, @Nullable String theirs) {
    if (theirs == null || isOfParser(theirs)) {
      return false;
    }
    boolean ofValues = CODING_MESSAGE.matcher(theirs).matches();
    return ofValues && VALUES.matcher(sql).find()
        || SCHEMA_STATEMENT.matcher(BLANKS.matcher(sql).replaceAll(" ").strip()).find();
  }

  /**
   * Whether a text is refused because it nests more queries than this engine takes, which are fewer
   * than SQLite takes: each is counted twice at least, up to 200 in all.
   */
  static boolean isBeyondOurs(String sql, @Nullable String ours) {
    return "Recursion limit".equals(ours)
        && NESTED_QUERY.matcher(sql).results().limit(OUR_QUERIES).count() == OUR_QUERIES;
  }

  private static final int OUR_QUERIES = 66;

  private static final Pattern NESTED_QUERY =
      Pattern.compile("\\(\\s*(select|values|where)\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern SCHEMA_STATEMENT =
      Pattern.compile("^(explain (query plan )?)?(create|alter) ", Pattern.CASE_INSENSITIVE);

  /** What may be wrong with constants that are coded. */
  private static final Pattern CODING_MESSAGE =
      Pattern.compile(
          "row value misused"
              + "|all VALUES must have the same number of terms"
              + "|no such collation sequence: .*"
              + "|hex literal too big: .*");

  private static final Pattern VALUES = Pattern.compile("\\bvalues\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern BLANKS =
      Pattern.compile("(\\s|;|\ufeff|--[^\n]*\n|/\\*.*?\\*/)+", Pattern.DOTALL);

  @Override
  public void close() {
    thread.close();
    runner.close();
  }
}
