package tech.turso.cli.render;

import org.jspecify.annotations.Nullable;

/**
 * The output modes with their defaults. {@code batch} and {@code tty}, which SQLite knows besides,
 * are {@link #applyBatch} and {@link #applyTty}.
 *
 * <p>SQLite: shell.c.in aModeInfo.
 */
public enum Mode {
  ASCII("ascii", "\037", "\036", "", Quoting.PLAIN, Titles.OFF),
  BOX("box", null, null, "", Quoting.PLAIN, Titles.ALWAYS),
  C("c", ",", "\n", "NULL", Quoting.TCL, Titles.OFF),
  COLUMN("column", null, null, "", Quoting.PLAIN, Titles.ALWAYS),
  COUNT("count", null, null, null, Quoting.PLAIN, Titles.AUTO),
  CSV("csv", ",", "\r\n", "", Quoting.CSV, Titles.OFF),
  HTML("html", null, null, "", Quoting.HTML, Titles.ALWAYS),
  INSERT("insert", null, null, "NULL", Quoting.SQL, Titles.OFF),
  JATOM("jatom", ",", "\n", "null", Quoting.JSON, Titles.OFF),
  JOBJECT("jobject", null, "\n", "null", Quoting.JSON, Titles.AUTO),
  JSON("json", null, null, "null", Quoting.JSON, Titles.AUTO),
  LINE("line", ": ", "\n", "", Quoting.PLAIN, Titles.AUTO),
  LIST("list", "|", "\n", "", Quoting.PLAIN, Titles.OFF),
  MARKDOWN("markdown", null, null, "", Quoting.PLAIN, Titles.ALWAYS),
  OFF("off", null, null, null, Quoting.PLAIN, Titles.AUTO),
  PSQL("psql", null, null, "", Quoting.PLAIN, Titles.ALWAYS),
  QBOX("qbox", null, null, "NULL", Quoting.SQL, Titles.ALWAYS),
  QUOTE("quote", ",", "\n", "NULL", Quoting.SQL, Titles.OFF),
  SPLIT("split", null, null, "", Quoting.PLAIN, Titles.OFF),
  TABLE("table", null, null, "", Quoting.PLAIN, Titles.ALWAYS),
  TABS("tabs", "\t", "\n", "", Quoting.CSV, Titles.OFF),
  TCL("tcl", " ", "\n", "\"\"", Quoting.TCL, Titles.OFF);

  private final String word;
  private final @Nullable String columnSeparator;
  private final @Nullable String rowSeparator;
  private final @Nullable String nullText;
  private final Quoting quoting;
  private final Titles titles;

  Mode(
      String word,
      @Nullable String columnSeparator,
      @Nullable String rowSeparator,
      @Nullable String nullText,
      Quoting quoting,
      Titles titles) {
    this.word = word;
    this.columnSeparator = columnSeparator;
    this.rowSeparator = rowSeparator;
    this.nullText = nullText;
    this.quoting = quoting;
    this.titles = titles;
  }

  /** Its name in {@code .mode}. */
  public String word() {
    return word;
  }

  /** The mode of that name; null if there is none. */
  public static @Nullable Mode of(String word) {
    for (Mode mode : values()) {
      if (mode.word.equals(word)) {
        return mode;
      }
    }
    return null;
  }

  /** The default text between columns; null if the mode draws something else there. */
  public @Nullable String columnSeparator() {
    return columnSeparator;
  }

  /** The default text behind a row; null if the mode draws something else there. */
  public @Nullable String rowSeparator() {
    return rowSeparator;
  }

  /** The default for NULL; null if the mode shows no values. */
  public @Nullable String nullText() {
    return nullText;
  }

  /** The default quoting of text. */
  public Quoting quoting() {
    return quoting;
  }

  /** The default quoting of titles. */
  public Quoting titleQuoting() {
    return this == QBOX ? Quoting.PLAIN : quoting;
  }

  /** Whether titles are shown by default; AUTO if the mode has none. */
  public Titles titles() {
    return titles;
  }

  /** Whether it shows quoting as a setting: not for modes without values. */
  public boolean hasValues() {
    return nullText != null;
  }

  /** Whether it draws columns below one another. */
  public boolean isColumnar() {
    return switch (this) {
      case BOX, COLUMN, MARKDOWN, PSQL, QBOX, SPLIT, TABLE -> true;
      default -> false;
    };
  }

  /** Whether it has an outer border by default. */
  public boolean hasBorder() {
    return this != PSQL;
  }

  /** Whether it shows the number of rows by default. */
  public boolean hasRowCount() {
    return this == PSQL;
  }

  private BlobForm blobForm() {
    return this == C || this == TCL ? BlobForm.TCL : BlobForm.AUTO;
  }

  /** Sets what the mode decides; other settings, such as widths and limits, stay. */
  public void applyTo(Format format) {
    format.mode = this;
    if (columnSeparator != null) {
      format.columnSeparator = columnSeparator;
    }
    if (rowSeparator != null) {
      format.rowSeparator = rowSeparator;
    }
    if (nullText != null) {
      format.nullText = nullText;
    }
    format.quoting = quoting;
    format.titleQuoting = titleQuoting();
    format.blobForm = blobForm();
    if (!format.titlesChosen) {
      format.titles = titles;
    }
    format.border = hasBorder();
    format.splitColumn = this == SPLIT;
    if (this == SPLIT) {
      format.autoScreenWidth = true;
    }
    format.rowCount = hasRowCount();
  }

  /** The default for scripts: list without limits. */
  public static void applyBatch(Format format) {
    boolean titlesChosen = format.titlesChosen;
    format.take(new Format());
    LIST.applyTo(format);
    format.titlesChosen = titlesChosen;
  }

  /** SQLite's default for terminals: boxes with relaxed quoting, limited and fit to the screen. */
  public static void applyTty(Format format) {
    boolean titlesChosen = format.titlesChosen;
    format.take(new Format());
    QBOX.applyTo(format);
    format.autoScreenWidth = true;
    format.quoting = Quoting.RELAXED;
    format.limitsOn();
    format.textJsonb = true;
    format.multiInsert = Format.DEFAULT_MULTI_INSERT;
    format.titlesChosen = titlesChosen;
  }
}
