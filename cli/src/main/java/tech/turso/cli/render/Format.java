package tech.turso.cli.render;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that decides how results look: what {@code .mode} and its options change. Made by {@link
 * Mode#applyTo}; limits of 0 mean no limit.
 *
 * <p>SQLite: ext/qrf/qrf.h sqlite3_qrf_spec.
 */
public final class Format {
  /** Value of {@link #lineLimit} for {@code --limits on}. */
  public static final int DEFAULT_LINE_LIMIT = 5;

  /** Value of {@link #charLimit} for {@code --limits on}. */
  public static final int DEFAULT_CHAR_LIMIT = 300;

  /** Value of {@link #titleLimit} for {@code --limits on}. */
  public static final int DEFAULT_TITLE_LIMIT = 20;

  /** Bytes of an INSERT statement on a terminal. */
  public static final int DEFAULT_MULTI_INSERT = 3000;

  /** Widest column and screen. */
  public static final int MAX_WIDTH = 10_000;

  /** The mode that the settings began with. */
  public Mode mode = Mode.LIST;

  /** Between two columns, where the mode has text there; null is its default. */
  public @Nullable String columnSeparator;

  /** Behind each row; null is the mode's default. */
  public @Nullable String rowSeparator;

  /** Stands for NULL. */
  public String nullText = "";

  /** How text is quoted. */
  public Quoting quoting = Quoting.PLAIN;

  /** How names of columns are quoted. */
  public Quoting titleQuoting = Quoting.PLAIN;

  /** How blobs look. */
  public BlobForm blobForm = BlobForm.AUTO;

  /** Whether names of columns are shown. */
  public Titles titles = Titles.AUTO;

  /** Whether {@code .headers} or an option set {@link #titles}, so that a new mode keeps it. */
  public boolean titlesChosen;

  /** What happens to control characters. */
  public Escape escape = Escape.AUTO;

  /** Whether box and table have an outer border. */
  public boolean border = true;

  /** Whether a single column is laid out in several, as {@code ls} does. */
  public boolean splitColumn;

  /** Whether the number of rows is shown at the end. */
  public boolean rowCount;

  /** Whether lines break between words. */
  public boolean wordWrap = true;

  /** Whether {@code --wordwrap} set {@link #wordWrap}. */
  public boolean wordWrapChosen;

  /** Whether a blob that is JSONB is shown as JSON; null if nobody chose. */
  public @Nullable Boolean textJsonb;

  /** Wrap columns wider than this. */
  public int wrap;

  /** Width to fit into. */
  public int screenWidth;

  /** Whether {@link #screenWidth} follows the terminal. */
  public boolean autoScreenWidth;

  /** Most lines of a value. */
  public int lineLimit;

  /** Most characters of a value. */
  public int charLimit;

  /** Most characters of a title. */
  public int titleLimit;

  /** Begin a new INSERT statement after this many bytes; 0 is one row a statement. */
  public int multiInsert;

  /** Table of the INSERT statements. */
  public @Nullable String tableName;

  /** {@code printf} format of integers; null is decimal. */
  public @Nullable String integerFormat;

  /** {@code printf} format of reals; null is SQL's text form. */
  public @Nullable String realFormat;

  /** Widths of columns: 0 is as wide as needed, negative aligns right. */
  public int[] widths = {};

  /** Alignment of columns. */
  public Align[] alignments = {};

  /** A copy. */
  public Format copy() {
    Format copy = new Format();
    copy.take(this);
    return copy;
  }

  /** Becomes equal to {@code other}. */
  public void take(Format other) {
    mode = other.mode;
    columnSeparator = other.columnSeparator;
    rowSeparator = other.rowSeparator;
    nullText = other.nullText;
    quoting = other.quoting;
    titleQuoting = other.titleQuoting;
    blobForm = other.blobForm;
    titles = other.titles;
    titlesChosen = other.titlesChosen;
    escape = other.escape;
    border = other.border;
    splitColumn = other.splitColumn;
    rowCount = other.rowCount;
    wordWrap = other.wordWrap;
    wordWrapChosen = other.wordWrapChosen;
    textJsonb = other.textJsonb;
    wrap = other.wrap;
    screenWidth = other.screenWidth;
    autoScreenWidth = other.autoScreenWidth;
    lineLimit = other.lineLimit;
    charLimit = other.charLimit;
    titleLimit = other.titleLimit;
    multiInsert = other.multiInsert;
    tableName = other.tableName;
    integerFormat = other.integerFormat;
    realFormat = other.realFormat;
    widths = other.widths.clone();
    alignments = other.alignments.clone();
  }

  /** Sets the three limits to SQLite's defaults for a terminal. */
  public void limitsOn() {
    lineLimit = DEFAULT_LINE_LIMIT;
    charLimit = DEFAULT_CHAR_LIMIT;
    titleLimit = DEFAULT_TITLE_LIMIT;
  }

  /** Removes the three limits. */
  public void limitsOff() {
    lineLimit = 0;
    charLimit = 0;
    titleLimit = 0;
  }

  /** The titles of a mode that decides for itself. */
  Titles titlesOr(Titles byDefault) {
    return titles == Titles.AUTO ? byDefault : titles;
  }

  /** The width given for a column; 0 if none. */
  int width(int column) {
    return column < widths.length ? widths[column] : 0;
  }

  /** The alignment given for a column; AUTO if none. */
  Align alignment(int column) {
    return column < alignments.length ? alignments[column] : Align.AUTO;
  }

  @Override
  public String toString() {
    return mode.word() + Arrays.toString(widths);
  }
}
