package tech.turso.cli.console;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import tech.turso.api.SqlText;

/**
 * Decides whether what was typed is a whole statement, and finds the word to complete: letters,
 * digits, underscores and, in a dot-command, everything but blanks.
 */
final class SqlLineParser implements Parser {
  /** The word before the cursor. */
  record Word(String line, int cursor, String word) implements CompletingParsedLine {
    @Override
    public int wordCursor() {
      return word.length();
    }

    /** Candidates are inserted as they are. */
    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return word.length();
    }

    @Override
    public int rawWordLength() {
      return word.length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word);
    }
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && !isWhole(line)) {
      throw new EOFError(-1, cursor, "the statement goes on");
    }
    int from = Math.min(cursor, line.length());
    boolean command = line.startsWith(".");
    while (from > 0 && isPartOfWord(line.charAt(from - 1), command)) {
      from--;
    }
    return new Word(line, cursor, line.substring(from, Math.min(cursor, line.length())));
  }

  private static boolean isPartOfWord(char c, boolean command) {
    return Character.isLetterOrDigit(c) || c == '_' || command && !Character.isWhitespace(c);
  }

  private static boolean isWhole(String text) {
    String line = text.strip();
    if (line.isEmpty() || line.startsWith(".") || line.startsWith("#")) {
      return true;
    }
    int last = line.lastIndexOf('\n');
    String lastLine = line.substring(last + 1).strip();
    if (lastLine.equals("/") || lastLine.equalsIgnoreCase("go")) {
      return true;
    }
    return SqlText.isComplete(line);
  }
}
