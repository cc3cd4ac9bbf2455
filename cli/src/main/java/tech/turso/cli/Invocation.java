package tech.turso.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line, parsed. */
public final class Invocation {
  /**
   * An option that takes effect after the start-up file, in the order of the command line.
   *
   * @param name with one hyphen, such as {@code -csv}
   * @param value its argument; "" if it takes none
   */
  public record Setting(String name, String value) {}

  /** What comes behind options: the database first, then SQL. */
  public final List<String> operands = new ArrayList<>();

  /** Options in order. */
  public final List<Setting> settings = new ArrayList<>();

  /** File with commands to run first; null is {@code ~/.tursorc}. */
  public @Nullable String initFile;

  /** Run no start-up file. */
  public boolean noInit;

  /** Do not take terminals for terminals. */
  public boolean batch;

  /** Behave as at a terminal. */
  public boolean interactive;

  /** Stop at the first error. */
  public boolean bail;

  /** Refuse changes. */
  public boolean readOnly;

  /** Do not create the database. */
  public boolean ifExists;

  /** Columns of the screen; 0 asks the terminal. */
  public int screenWidth;

  /** Whether a line editor may be used. */
  public boolean lineEditing = true;

  /** Show the options and end. */
  public boolean help;

  /** Show the version and end. */
  public boolean version;

  /** What is wrong with the arguments; null if nothing. */
  public @Nullable String error;

  /**
   * Takes an option without an argument.
   *
   * @param name with one hyphen
   * @return whether there is such an option
   */
  boolean flag(String name) {
    switch (name) {
      case "-ascii",
          "-box",
          "-column",
          "-csv",
          "-html",
          "-json",
          "-line",
          "-list",
          "-markdown",
          "-psql",
          "-quote",
          "-table",
          "-tabs",
          "-echo",
          "-eqp",
          "-eqpfull",
          "-header",
          "-noheader" ->
          settings.add(new Setting(name, ""));
      case "-bail" -> bail = true;
      case "-batch" -> batch = true;
      case "-interactive" -> interactive = true;
      case "-noinit" -> noInit = true;
      case "-readonly" -> readOnly = true;
      case "-ifexists" -> ifExists = true;
      case "-version" -> version = true;
      case "-help" -> help = true;
      case "-utf8", "-no-utf8" -> {
        // All text is UTF-8.
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Whether the option of that name (with one hyphen) takes an argument. */
  static boolean takesValue(String name) {
    return switch (name) {
      case "-cmd",
          "-init",
          "-separator",
          "-newline",
          "-nullvalue",
          "-escape",
          "-screenwidth",
          "-cmdline-edit" ->
          true;
      default -> false;
    };
  }

  /** Takes an option with its argument; {@link #error} tells of a wrong one. */
  void value(String name, String value) {
    switch (name) {
      case "-init" -> initFile = value;
      case "-screenwidth" -> {
        screenWidth = Integers.parseInt(value);
        if (screenWidth < 2) {
          error = "minimum --screenwidth is 2";
        }
      }
      case "-cmdline-edit" ->
          lineEditing = !value.equals("0") && !value.equals("off") && !value.equals("no");
      default -> settings.add(new Setting(name, value));
    }
  }
}
