package tech.turso.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A line that begins with a dot, taken apart: arguments are divided by blanks, may stand in quotes
 * of both kinds, and in double quotes know C's backslashes. One semicolon at the end is ignored.
 *
 * <p>SQLite: shell.c.in parseDotCmdArgs.
 */
public final class DotLine {
  private final String text;
  private final List<String> arguments = new ArrayList<>();
  private final List<Integer> offsets = new ArrayList<>();

  /** Takes {@code text} apart, which begins with a dot. */
  public DotLine(String text) {
    this.text = text;
    int end = trimmedEnd(text, text.length());
    if (end > 0 && text.charAt(end - 1) == ';') {
      end = trimmedEnd(text, end - 1);
    }
    int at = 1;
    while (true) {
      while (at < end && isBlank(text.charAt(at))) {
        at++;
      }
      if (at >= end) {
        return;
      }
      char c = text.charAt(at);
      at = c == '\'' || c == '"' ? quoted(at + 1, end, c) : plain(at, end);
    }
  }

  private static int trimmedEnd(String text, int end) {
    while (end > 0 && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  private int plain(int from, int end) {
    int at = from;
    while (at < end && !isBlank(text.charAt(at))) {
      at++;
    }
    add(text.substring(from, at), from);
    return at + 1;
  }

  private int quoted(int from, int end, char quote) {
    int at = from;
    while (at < end && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && quote == '"' && at + 1 < end) {
        at++;
      }
      at++;
    }
    String argument = text.substring(from, at);
    add(quote == '"' ? unescaped(argument) : argument, from);
    return at + 1;
  }

  private void add(String argument, int offset) {
    arguments.add(argument);
    offsets.add(offset);
  }

  /** The whole line. */
  public String text() {
    return text;
  }

  /** How many arguments it has, the command's name among them. */
  public int count() {
    return arguments.size();
  }

  /** An argument; number 0 is the command's name without its dot. */
  public String argument(int number) {
    return arguments.get(number);
  }

  /** Where an argument begins in the line. */
  int offset(int number) {
    return offsets.get(number);
  }

  /** Whether an argument is the option {@code name}, with one hyphen or two before it. */
  public boolean isOption(int number, String name) {
    return option(number).equals(name);
  }

  /** The name of the option that an argument is, without its hyphens; "" if it is none. */
  public String option(int number) {
    String argument = arguments.get(number);
    if (!argument.startsWith("-")) {
      return "";
    }
    return argument.substring(argument.startsWith("--") ? 2 : 1);
  }

  /** The text with C's backslash sequences replaced. */
  static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '\\' || at == text.length()) {
        result.append(c);
        continue;
      }
      c = text.charAt(at++);
      switch (c) {
        case 'a' -> result.append('\007');
        case 'b' -> result.append('\b');
        case 't' -> result.append('\t');
        case 'n' -> result.append('\n');
        case 'v' -> result.append('\013');
        case 'f' -> result.append('\f');
        case 'r' -> result.append('\r');
        case 'x' -> at = number(text, at, 2, 16, result);
        case '0', '1', '2', '3', '4', '5', '6', '7' -> at = number(text, at - 1, 3, 8, result);
        default -> result.append(c);
      }
    }
    return result.toString();
  }

  private static int number(String text, int from, int most, int base, StringBuilder result) {
    int value = 0;
    int at = from;
    while (at < text.length() && at - from < most) {
      int digit = Integers.hexDigit(text.charAt(at));
      if (digit < 0 || digit >= base) {
        break;
      }
      value = value * base + digit;
      at++;
    }
    result.append((char) (value & 0xff));
    return at;
  }
}
