package tech.turso.cli.console;

import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import tech.turso.api.SqlText;

/** Colours keywords, strings, numbers and comments. */
final class SqlHighlighter implements Highlighter {
  private static final AttributedStyle KEYWORD =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.BLUE).bold();
  private static final AttributedStyle STRING =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
  private static final AttributedStyle NUMBER =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
  private static final AttributedStyle COMMENT = AttributedStyle.DEFAULT.faint();
  private static final AttributedStyle COMMAND =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA);

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    AttributedStringBuilder out = new AttributedStringBuilder();
    if (buffer.startsWith(".")) {
      int end = buffer.indexOf(' ');
      end = end < 0 ? buffer.length() : end;
      out.styled(COMMAND, buffer.substring(0, end)).append(buffer.substring(end));
      return out.toAttributedString();
    }
    int at = 0;
    while (at < buffer.length()) {
      int end = tokenEnd(buffer, at);
      String token = buffer.substring(at, end);
      out.styled(style(token), token);
      at = end;
    }
    return out.toAttributedString();
  }

  private static AttributedStyle style(String token) {
    char c = token.charAt(0);
    if (c == '\'') {
      return STRING;
    }
    if (c >= '0' && c <= '9') {
      return NUMBER;
    }
    if (token.startsWith("--") || token.startsWith("/*")) {
      return COMMENT;
    }
    return SqlText.isKeyword(token) ? KEYWORD : AttributedStyle.DEFAULT;
  }

  private static int tokenEnd(String text, int from) {
    char c = text.charAt(from);
    if (text.startsWith("--", from)) {
      return behind(text, "\n", from + 2);
    }
    if (text.startsWith("/*", from)) {
      return behind(text, "*/", from + 2);
    }
    if (c == '\'' || c == '"' || c == '`') {
      return behind(text, String.valueOf(c), from + 1);
    }
    if (c == '[') {
      return behind(text, "]", from + 1);
    }
    int at = from + 1;
    if (isWord(c)) {
      while (at < text.length() && isWord(text.charAt(at))) {
        at++;
      }
    }
    return at;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  private static int behind(String text, String end, int from) {
    int at = text.indexOf(end, from);
    return at < 0 ? text.length() : at + end.length();
  }
}
