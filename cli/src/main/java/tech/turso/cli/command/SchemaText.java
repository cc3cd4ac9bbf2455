package tech.turso.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.api.SqlText;
import tech.turso.api.TursoException;
import tech.turso.cli.render.Names;

/**
 * CREATE statements as the shell shows them.
 *
 * <p>SQLite: shell.c.in shell_format_schema, shell_add_schema, printSchemaLine.
 */
final class SchemaText {
  /** Statements shorter than this stay in one line. */
  private static final int LINE_CHARS = 79;

  private static final String[] KINDS = {
    "TABLE", "INDEX", "UNIQUE INDEX", "VIEW", "TRIGGER", "VIRTUAL TABLE"
  };

  private SchemaText() {}

  /** The statement with its schema's name put in; views and virtual tables get their columns. */
  static String withSchema(
      Connection connection, String sql, @Nullable String schema, String name) {
    if (!sql.startsWith("CREATE ")) {
      return sql;
    }
    for (String kind : KINDS) {
      if (!sql.startsWith(kind + " ", 7)) {
        continue;
      }
      int at = 7 + kind.length();
      String text = sql;
      if (schema != null) {
        String prefix = schema.equalsIgnoreCase("temp") ? schema : Names.quoted(schema);
        text = sql.substring(0, at) + " " + prefix + "." + sql.substring(at + 1);
      }
      if (kind.startsWith("V")) {
        String columns = columns(connection, schema, name);
        if (columns != null) {
          text += "\n/* " + columns + " */";
        }
      }
      return text;
    }
    return sql;
  }

  /** {@code name(a,b)}; null if it has no columns or is a view that cannot be read. */
  private static @Nullable String columns(
      Connection connection, @Nullable String schema, String name) {
    String database = schema == null ? "main" : schema;
    List<String> columns = new ArrayList<>();
    String pragma = "PRAGMA " + Query.name(database) + ".table_info=" + Query.literal(name);
    try {
      for (@Nullable String[] row : Query.rows(connection, pragma)) {
        String column = row[1];
        columns.add(Names.quoted(column == null ? "" : column));
      }
    } catch (TursoException e) {
      return null;
    }
    if (columns.isEmpty()) {
      return null;
    }
    String prefix =
        schema == null
            ? ""
            : (schema.equalsIgnoreCase("temp") ? schema : Names.quoted(schema)) + ".";
    return prefix + Names.quoted(name) + "(" + String.join(",", columns) + ")";
  }

  /**
   * The statement of a dump: it must work where the table may exist, and end in spite of comments.
   */
  static String forDump(String sql) {
    String text = sql;
    if (sql.contains("/*") || sql.contains("--")) {
      for (String end : new String[] {"", "*/", "\n"}) {
        if (SqlText.isComplete(sql + end + ";")) {
          text = sql + end;
          break;
        }
      }
    }
    boolean quotedName =
        text.startsWith("CREATE TABLE ")
            && text.length() > 13
            && "'\"".indexOf(text.charAt(13)) >= 0;
    return quotedName ? "CREATE TABLE IF NOT EXISTS " + text.substring(13) : text;
  }

  /** The statement with a semicolon, laid out in lines if it is long and {@code indent}. */
  static String formatted(String sql, boolean indent) {
    String upper = sql.substring(0, Math.min(sql.length(), 20)).toUpperCase(Locale.ROOT);
    if (!indent || upper.startsWith("CREATE VIEW") || upper.startsWith("CREATE TRIG")) {
      return sql + ";";
    }
    String text = squeezed(sql);
    boolean index = upper.startsWith("CREATE INDEX") || upper.startsWith("CREATE UNIQUE INDEX");
    return (text.length() < LINE_CHARS ? text : new Layout(text, index).run()) + ";";
  }

  /** The text with runs of blanks made one, and none beside parentheses. */
  private static String squeezed(String sql) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (from < sql.length() && isBlank(sql.charAt(from))) {
      from++;
    }
    for (int i = from; i < sql.length(); i++) {
      char c = sql.charAt(i);
      char last = out.isEmpty() ? 0 : out.charAt(out.length() - 1);
      if (isBlank(c)) {
        if (last == '\r') {
          out.setCharAt(out.length() - 1, '\n');
          last = '\n';
        }
        if (isBlank(last) || last == '(') {
          continue;
        }
      } else if ((c == '(' || c == ')') && isBlank(last)) {
        out.setLength(out.length() - 1);
      }
      out.append(c);
    }
    while (!out.isEmpty() && isBlank(out.charAt(out.length() - 1))) {
      out.setLength(out.length() - 1);
    }
    return out.toString();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  /** Puts each column on a line of its own, and each term of an index's WHERE. */
  private static final class Layout {
    private final String text;
    private final boolean index;
    private final StringBuilder out = new StringBuilder();
    private int depth;
    private int lines;
    private char quote;
    private boolean where;

    Layout(String text, boolean index) {
      this.text = text;
      this.index = index;
    }

    String run() {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        before(c, i);
        out.append(c);
        if (depth == 1 && quote == 0 && !where && endsLine(c, i)) {
          if (c == '\n') {
            out.setLength(out.length() - 1);
          }
          out.append("\n  ");
          lines++;
          while (i + 1 < text.length() && isBlank(text.charAt(i + 1))) {
            i++;
          }
        }
      }
      return out.toString();
    }

    private void before(char c, int i) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        }
        return;
      }
      switch (c) {
        case '"', '\'', '`' -> quote = c;
        case '[' -> quote = ']';
        case '-' -> {
          if (text.startsWith("--", i)) {
            quote = '\n';
          }
        }
        case '(' -> depth++;
        case ')' -> {
          depth--;
          if (lines > 0 && depth == 0 && !where) {
            out.append('\n');
          }
        }
        default -> {
          if (depth == 0 && index && isWord("WHERE", i)) {
            where = true;
          } else if (depth == 0 && where && isWord("AND", i)) {
            out.append("\n    ");
          }
        }
      }
    }

    private boolean isWord(String word, int i) {
      int end = i + word.length();
      return text.regionMatches(true, i, word, 0, word.length())
          && (end >= text.length() || !isNameChar(text.charAt(end)));
    }

    private static boolean isNameChar(char c) {
      return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    private boolean endsLine(char c, int i) {
      return c == '(' || c == '\n' || c == ',' && !onlyCommentFollows(i + 1);
    }

    /** Whether the line has nothing but blanks and a comment from {@code from} on. */
    private boolean onlyCommentFollows(int from) {
      for (int i = from; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\n') {
          return true;
        }
        if (!isBlank(c)) {
          return text.startsWith("--", i);
        }
      }
      return true;
    }
  }
}
