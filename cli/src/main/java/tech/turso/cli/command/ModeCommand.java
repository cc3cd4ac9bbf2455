package tech.turso.cli.command;

import org.jspecify.annotations.Nullable;
import tech.turso.cli.DotCommand.Result;
import tech.turso.cli.DotLine;
import tech.turso.cli.Integers;
import tech.turso.cli.Shell;
import tech.turso.cli.render.Align;
import tech.turso.cli.render.BlobForm;
import tech.turso.cli.render.Escape;
import tech.turso.cli.render.Format;
import tech.turso.cli.render.Mode;
import tech.turso.cli.render.Quoting;
import tech.turso.cli.render.Titles;

/**
 * {@code .mode}: a mode, options, or both, worked off from left to right.
 *
 * <p>SQLite: shell.c.in dotCmdMode.
 */
final class ModeCommand {
  private final Shell shell;
  private final DotLine line;
  private final Format format;
  private int at = 1;
  private boolean modeGiven;
  private boolean changed;
  private boolean verbose;

  private ModeCommand(Shell shell, DotLine line) {
    this.shell = shell;
    this.line = line;
    this.format = shell.format();
  }

  static Result mode(Shell shell, DotLine line) {
    return new ModeCommand(shell, line).run();
  }

  private Result run() {
    while (at < line.count()) {
      String argument = line.argument(at);
      Result result = argument.startsWith("-") ? option() : modeName(argument);
      if (result != Result.OK) {
        return result;
      }
      at++;
    }
    if (!changed || verbose) {
      shell.out().println(ModeText.of(shell, format, verbose));
    }
    return Result.OK;
  }

  private Result modeName(String word) {
    if (modeGiven || !apply(word)) {
      return shell.error(
          line,
          at,
          modeGiven ? "bad argument" : "unknown mode",
          "Use \".help .mode\" for more info");
    }
    modeGiven = true;
    changed = true;
    // The table of mode insert may follow without an option.
    if (at + 1 < line.count() && !line.argument(at + 1).startsWith("-")) {
      format.tableName = line.argument(++at);
    }
    return Result.OK;
  }

  private boolean apply(String word) {
    Mode mode = Mode.of(word);
    Format saved = shell.savedMode(word);
    if (mode != null) {
      mode.applyTo(format);
    } else if (saved != null) {
      format.take(saved);
    } else if (word.equals("batch")) {
      Mode.applyBatch(format);
    } else if (word.equals("tty")) {
      Mode.applyTty(format);
    } else {
      return false;
    }
    return true;
  }

  private boolean isMode(String word) {
    return Mode.of(word) != null
        || shell.savedMode(word) != null
        || word.equals("batch")
        || word.equals("tty");
  }

  private Result option() {
    String name = line.option(at);
    switch (name) {
      case "v", "verbose" -> {
        verbose = true;
        return Result.OK;
      }
      case "once" -> {
        shell.restoreFormatLater();
        return Result.OK;
      }
      case "list" -> list();
      case "noquote" -> {
        format.quoting = Quoting.PLAIN;
        format.blobForm = BlobForm.AUTO;
      }
      case "quote" -> {
        return quote();
      }
      case "reset" -> {
        Mode mode = format.mode;
        format.take(new Format());
        mode.applyTo(format);
        return Result.OK;
      }
      case "ww" -> wordWrap(true);
      default -> {
        return optionWithValue(name);
      }
    }
    changed = true;
    return Result.OK;
  }

  private Result optionWithValue(String name) {
    switch (name) {
      case "align",
          "blob",
          "blob-quote",
          "border",
          "charlimit",
          "linelimit",
          "titlelimit",
          "multiinsert",
          "tablename",
          "rowsep",
          "colsep",
          "null",
          "escape",
          "limits",
          "ifmt",
          "fpfmt",
          "rowcount",
          "screenwidth",
          "sw",
          "tag",
          "textjsonb",
          "titles",
          "title",
          "widths",
          "width",
          "wrap",
          "wordwrap" -> {}
      default -> {
        return shell.error(line, at, "bad option", "Use \".help .mode\" for more info");
      }
    }
    if (at + 1 >= line.count()) {
      return shell.error(line, at, "missing argument", null);
    }
    changed = true;
    String value = line.argument(++at);
    return switch (name) {
      case "align" -> align(value);
      case "escape" -> escape(value);
      case "ifmt" -> numberFormat(value, false);
      case "fpfmt" -> numberFormat(value, true);
      case "limits" -> limits(value);
      case "tag" -> tag(value);
      case "titles", "title" -> titles(value);
      case "widths", "width" -> widths(value);
      default -> {
        set(name, value);
        yield Result.OK;
      }
    };
  }

  /** Options whose values are taken as they come. */
  private void set(String name, String value) {
    switch (name) {
      case "blob", "blob-quote" -> {
        for (BlobForm form : BlobForm.values()) {
          if (form.word().equals(value)) {
            format.blobForm = form;
          }
        }
      }
      case "border" -> format.border = !value.equals("off");
      case "charlimit" -> format.charLimit = Integers.parseInt(value);
      case "linelimit" -> format.lineLimit = Integers.parseInt(value);
      case "titlelimit" -> format.titleLimit = Integers.parseInt(value);
      case "multiinsert" -> format.multiInsert = Integers.parseInt(value);
      case "tablename" -> format.tableName = value;
      case "rowsep" -> format.rowSeparator = value;
      case "colsep" -> format.columnSeparator = value;
      case "null" -> format.nullText = value;
      case "rowcount" -> format.rowCount = Booleans.of(shell, value);
      case "textjsonb" -> format.textJsonb = Booleans.of(shell, value);
      case "wrap" ->
          format.wrap = Math.clamp(Integers.parse(value), -Format.MAX_WIDTH, Format.MAX_WIDTH);
      case "wordwrap" -> wordWrap(Booleans.of(shell, value));
      case "screenwidth", "sw" -> screenWidth(value);
      default -> throw new AssertionError(name);
    }
  }

  private void wordWrap(boolean on) {
    format.wordWrap = on;
    format.wordWrapChosen = true;
  }

  private void screenWidth(String value) {
    format.autoScreenWidth = value.equals("auto");
    if (value.equals("off")) {
      format.screenWidth = 0;
    } else if (!format.autoScreenWidth) {
      format.screenWidth = Math.clamp(Integers.parse(value), 0, Format.MAX_WIDTH);
    }
  }

  private void list() {
    StringBuilder text = new StringBuilder("available modes:");
    for (Mode mode : Mode.values()) {
      text.append(' ').append(mode.word());
    }
    for (String name : shell.savedModes()) {
      text.append(' ').append(name);
    }
    shell.out().println(text.append(" batch tty").toString());
  }

  private Result quote() {
    String next = at + 1 < line.count() ? line.argument(at + 1) : "-";
    Quoting quoting = Quoting.SQL;
    boolean nulls = true;
    if (!next.startsWith("-") && (modeGiven || next.equals("off") || !isMode(next))) {
      at++;
      nulls = next.equals("on") || next.equals("yes") || next.equals("1");
      switch (next) {
        case "on", "yes", "1", "sql" -> quoting = Quoting.SQL;
        case "off", "no", "0" -> quoting = Quoting.PLAIN;
        case "csv" -> quoting = Quoting.CSV;
        case "html" -> quoting = Quoting.HTML;
        case "tcl" -> quoting = Quoting.TCL;
        case "json" -> quoting = Quoting.JSON;
        case "relaxed" -> quoting = Quoting.RELAXED;
        default -> {
          return shell.error(
              line, at, "unknown", "should be off, on, sql, csv, html, tcl, json, or relaxed");
        }
      }
    }
    if (nulls) {
      format.nullText = "NULL";
    }
    format.quoting = quoting;
    changed = true;
    return Result.OK;
  }

  private Result align(String letters) {
    Align[] result = new Align[letters.length()];
    boolean bad = false;
    for (int i = 0; i < result.length; i++) {
      result[i] =
          switch (letters.charAt(i)) {
            case 'l', 'L' -> Align.LEFT;
            case 'c', 'C' -> Align.CENTER;
            case 'r', 'R' -> Align.RIGHT;
            default -> Align.AUTO;
          };
      bad |= result[i] == Align.AUTO;
    }
    format.alignments = result;
    return bad
        ? shell.error(
            line, at, "bad alignment string", "Should contain only characters L, C, and R.")
        : Result.OK;
  }

  private Result escape(String word) {
    for (Escape escape : Escape.values()) {
      if (escape != Escape.AUTO && escape.word().equals(word)) {
        format.escape = escape;
        return Result.OK;
      }
    }
    return shell.error(line, at, "unknown escape type", "should be off, ascii, or symbol");
  }

  private Result numberFormat(String text, boolean real) {
    boolean none = text.isEmpty() || text.equals("auto");
    if (!none && !NumberFormat.isValid(text, real)) {
      return shell.error(
          line,
          at,
          real ? "not a valid floating-point format" : "not a valid integer format",
          null);
    }
    if (real) {
      format.realFormat = none ? null : text;
    } else {
      format.integerFormat = none ? null : NumberFormat.ofLong(text);
    }
    return Result.OK;
  }

  private Result limits(String text) {
    if (text.equals("on")) {
      format.limitsOn();
      return Result.OK;
    }
    if (text.equals("off")) {
      format.limitsOff();
      return Result.OK;
    }
    String[] parts = text.split(",", -1);
    boolean good = parts.length == 2 || parts.length == 3;
    for (String part : parts) {
      good &= part.length() < 10 && !part.startsWith("0x") && Integers.isNumber(part);
    }
    if (!good) {
      return shell.error(
          line,
          at,
          "bad argument",
          "Should be \"on\" or \"off\" or " + "\"L,C,T\" where L, C, and T are unsigned integers");
    }
    format.lineLimit = Integers.parseInt(parts[0]);
    format.charLimit = Integers.parseInt(parts[1]);
    if (parts.length == 3) {
      format.titleLimit = Integers.parseInt(parts[2]);
    }
    return Result.OK;
  }

  private Result tag(String name) {
    if (isMode(name)) {
      return shell.error(line, at, "mode already exists", null);
    }
    return shell.saveMode(name)
        ? Result.OK
        : shell.error(line, at - 1, "cannot add more modes", null);
  }

  private Result titles(String word) {
    Titles shown = format.titles;
    Quoting quoting = format.titleQuoting;
    switch (word) {
      case "off" -> shown = Titles.OFF;
      case "on" -> shown = Titles.ON;
      case "always" -> shown = Titles.ALWAYS;
      case "auto" -> {
        shown = format.mode.titles();
        quoting = format.mode.titleQuoting();
      }
      default -> {
        Quoting named = quoting(word);
        if (named == null) {
          return shell.error(
              line,
              at,
              "bad --titles value",
              "should be off, on, always, auto, plain, sql, csv, html, tcl, or json");
        }
        quoting = named;
        if (shown == Titles.OFF) {
          shown = Titles.ALWAYS;
        }
      }
    }
    format.titlesChosen = false;
    format.titles = shown;
    format.titleQuoting = quoting;
    return Result.OK;
  }

  private static @Nullable Quoting quoting(String word) {
    for (Quoting quoting : Quoting.values()) {
      if (quoting != Quoting.RELAXED && quoting.word().equals(word)) {
        return quoting;
      }
    }
    return null;
  }

  private Result widths(String text) {
    String[] parts = text.trim().isEmpty() ? new String[0] : text.trim().split("[ ,]\\s*");
    int[] widths = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      String digits = parts[i].startsWith("-") ? parts[i].substring(1) : parts[i];
      if (digits.startsWith("0x") || !Integers.isNumber(digits)) {
        return shell.error(
            line, at, "syntax error", "should be a comma-separated list if integers");
      }
      if (Integers.parse(digits) > Format.MAX_WIDTH) {
        return shell.error(
            line, at, "width too big", "Maximum column width is " + Format.MAX_WIDTH);
      }
      widths[i] = Integers.parseInt(parts[i]);
    }
    format.widths = widths;
    return Result.OK;
  }
}
