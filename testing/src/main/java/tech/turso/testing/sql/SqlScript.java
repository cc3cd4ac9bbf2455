package tech.turso.testing.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A text of several statements. */
public final class SqlScript {
  private SqlScript() {}

  /**
   * Splits at the semicolons that end statements: those outside strings, names in quotes, comments
   * and the bodies of triggers. Empty statements are left out.
   */
  public static List<String> split(String script) {
    List<String> statements = new ArrayList<>();
    int start = 0;
    int at = 0;
    int depth = 0; // 1 and more: in a trigger's body, counting CASE
    List<String> words = new ArrayList<>();
    while (at < script.length()) {
      char c = script.charAt(at);
      if (c == '\'' || c == '"' || c == '`' || c == '[') {
        int end = script.indexOf(c == '[' ? ']' : c, at + 1);
        at = end < 0 ? script.length() : end + 1;
      } else if (script.startsWith("--", at)) {
        int end = script.indexOf('\n', at);
        at = end < 0 ? script.length() : end + 1;
      } else if (script.startsWith("/*", at)) {
        int end = script.indexOf("*/", at + 2);
        at = end < 0 ? script.length() : end + 2;
      } else if (Character.isLetter(c) || c == '_') {
        int end = at;
        while (end < script.length() && Character.isJavaIdentifierPart(script.charAt(end))) {
          end++;
        }
        String word = script.substring(at, end).toUpperCase(Locale.ROOT);
        words.add(word);
        boolean trigger = words.getFirst().equals("CREATE") && words.contains("TRIGGER");
        if (trigger && (word.equals("BEGIN") || word.equals("CASE"))) {
          depth++;
        } else if (trigger && word.equals("END")) {
          depth--;
        }
        at = end;
      } else {
        at++;
        if (c == ';' && depth <= 0) {
          add(script.substring(start, at - 1), words, statements);
          words.clear();
          start = at;
        }
      }
    }
    add(script.substring(start), words, statements);
    return statements;
  }

  private static void add(String statement, List<String> words, List<String> to) {
    if (!words.isEmpty()) {
      to.add(statement.strip());
    }
  }
}
