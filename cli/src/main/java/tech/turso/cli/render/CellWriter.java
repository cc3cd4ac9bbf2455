package tech.turso.cli.render;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Appends values of rows and names of columns as a {@link Format} wants them.
 *
 * <p>SQLite: ext/qrf/qrf.c qrfRenderValue.
 */
final class CellWriter {
  private final Format format;
  private final String nullText;
  private final Quoting quoting;
  private final Quoting titleQuoting;
  private final BlobForm blobForm;
  private final TextQuoter quoter;
  private final @Nullable ValueFormatter formatter;

  /** Values as {@code format} says. */
  CellWriter(Format format, @Nullable ValueFormatter formatter) {
    this(format, format.quoting, format.titleQuoting, format.nullText, formatter);
  }

  /** Values with a quoting and a NULL of the mode's own. */
  CellWriter(
      Format format,
      Quoting quoting,
      Quoting titleQuoting,
      String nullText,
      @Nullable ValueFormatter formatter) {
    this.format = format;
    this.quoting = quoting;
    this.titleQuoting = titleQuoting;
    this.nullText = nullText;
    this.formatter = formatter;
    this.blobForm = blobForm(format.blobForm, quoting);
    String separator = format.columnSeparator;
    this.quoter = new TextQuoter(format.escape, separator == null ? "," : separator, nullText);
  }

  private static BlobForm blobForm(BlobForm chosen, Quoting quoting) {
    if (chosen != BlobForm.AUTO) {
      return chosen;
    }
    return switch (quoting) {
      case SQL, RELAXED -> BlobForm.SQL;
      case JSON -> BlobForm.JSON;
      default -> BlobForm.TEXT;
    };
  }

  /** Appends the name of a column. */
  void appendTitle(TextBuffer out, String name) {
    quoter.append(out, titleQuoting, name);
  }

  /** Appends a name quoted as values are. */
  void appendText(TextBuffer out, String text) {
    quoter.append(out, quoting, text);
  }

  /** Appends the value of a column of this row. */
  void append(TextBuffer out, ResultRows rows, int column) {
    int start = out.length();
    switch (rows.type(column)) {
      case NULL -> out.append(nullText);
      case INTEGER -> {
        if (format.integerFormat == null || formatter == null) {
          out.append(rows.longAt(column));
        } else {
          out.append(formatter.format(format.integerFormat, rows.longAt(column)));
        }
      }
      case REAL -> real(out, rows, column);
      case TEXT -> quoter.append(out, quoting, rows.bytesAt(column));
      case BLOB -> blob(out, rows.bytesAt(column));
    }
    if (format.charLimit > 0 && out.length() - start > format.charLimit) {
      limit(out, start, Math.max(4, format.charLimit));
    }
  }

  private void real(TextBuffer out, ResultRows rows, int column) {
    if (format.realFormat != null && formatter != null) {
      out.append(formatter.format(format.realFormat, rows.doubleAt(column)));
    } else if (format.mode == Mode.INSERT && Double.isInfinite(rows.doubleAt(column))) {
      // DIVERGES: SQLite 3.54 writes Inf here, which no SQL reads; a dump must give the value back.
      out.append(rows.doubleAt(column) < 0 ? "-9.0e+999" : "9.0e+999");
    } else {
      out.append(rows.bytesAt(column));
    }
  }

  private void blob(TextBuffer out, byte[] blob) {
    if (Boolean.TRUE.equals(format.textJsonb) && formatter != null) {
      byte[] json = formatter.jsonOf(blob);
      if (json != null) {
        if (quoting == Quoting.SQL) {
          out.append("jsonb(");
        }
        quoter.append(out, quoting, json);
        if (quoting == Quoting.SQL) {
          out.append(')');
        }
        return;
      }
    }
    switch (blobForm) {
      case AUTO, TEXT -> {
        int start = out.length();
        out.append(blob);
        quoter.escape().apply(out, start);
      }
      case SQL -> {
        out.append("x'");
        hex(out, blob);
        out.append('\'');
      }
      case HEX -> hex(out, blob);
      case TCL -> {
        out.append('"');
        for (byte b : blob) {
          TextQuoter.appendOctal(out, b);
        }
        out.append('"');
      }
      case JSON -> {
        out.append('"');
        for (byte b : blob) {
          out.append("\\u00").appendHex(b);
        }
        out.append('"');
      }
      case SIZE -> out.append("(").append(blob.length).append("-byte blob)");
    }
  }

  private static void hex(TextBuffer out, byte[] blob) {
    for (byte b : blob) {
      out.appendHex(b);
    }
  }

  /** Cuts what stands behind {@code start} to {@code limit} characters and appends dots. */
  private static void limit(TextBuffer out, int start, int limit) {
    byte[] text = out.array();
    int to = out.length();
    int width = 0;
    int i = start;
    while (i < to) {
      byte c = text[i];
      int n = 1;
      if (c >= 0 && c < ' ') {
        n = Math.max(1, TextWidth.escapeLength(text, i, to));
      } else if (c >= 0) {
        width++;
      } else {
        n = TextWidth.sequenceLength(text, i, to);
        width += TextWidth.of(TextWidth.codePoint(text, i, n));
      }
      if (width > limit) {
        out.truncate(i);
        out.append("...".getBytes(StandardCharsets.US_ASCII));
        return;
      }
      i += n;
    }
  }
}
