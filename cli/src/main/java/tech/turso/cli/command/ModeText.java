package tech.turso.cli.command;

import org.jspecify.annotations.Nullable;
import tech.turso.cli.Shell;
import tech.turso.cli.render.Align;
import tech.turso.cli.render.BlobForm;
import tech.turso.cli.render.Escape;
import tech.turso.cli.render.Format;
import tech.turso.cli.render.Mode;
import tech.turso.cli.render.Quoting;
import tech.turso.cli.render.Titles;

/**
 * The current mode as a command that sets it: what differs from the mode's defaults, or all.
 *
 * <p>SQLite: shell.c.in dotCmdMode, modeTitleDsply.
 */
final class ModeText {
  private final Format format;
  private final Mode mode;
  private final boolean all;
  private final StringBuilder text = new StringBuilder(".mode ");

  private ModeText(Format format, boolean all) {
    this.format = format;
    this.mode = format.mode;
    this.all = all;
  }

  /** The command; with everything that can be set if {@code all}. */
  static String of(Shell shell, Format format, boolean all) {
    ModeText mode = new ModeText(format, all);
    if (shell.restoresFormat()) {
      mode.text.append("--once ");
    }
    mode.text.append(format.mode.word());
    mode.look();
    mode.limits();
    mode.separators();
    mode.titles();
    mode.widths();
    return mode.text.toString();
  }

  private void add(boolean shown, String option, String value) {
    if (all || shown) {
      text.append(" --").append(option).append(' ').append(value);
    }
  }

  private static String onOff(boolean on) {
    return on ? "on" : "off";
  }

  private void look() {
    StringBuilder letters = new StringBuilder("\"");
    for (Align align : format.alignments) {
      letters.append(align == Align.RIGHT ? 'R' : align == Align.CENTER ? 'C' : 'L');
    }
    add(format.alignments.length > 0 && mode.isColumnar(), "align", letters.append('"').toString());
    add(format.border != mode.hasBorder(), "border", onOff(format.border));
    add(format.blobForm != BlobForm.AUTO, "blob-quote", format.blobForm.word());
    add(
        differs(mode.columnSeparator(), format.columnSeparator),
        "colsep",
        CText.quoted(format.columnSeparator));
    add(format.escape != Escape.AUTO, "escape", format.escape.word());
    String real = format.realFormat;
    add(real != null, "fpfmt", real == null ? "auto" : real);
    String integer = format.integerFormat;
    add(integer != null, "ifmt", integer == null ? "auto" : integer.replace("ll", ""));
  }

  private static boolean differs(@Nullable String byDefault, @Nullable String now) {
    return byDefault != null && !byDefault.equals(now);
  }

  private void limits() {
    boolean framed = mode.isColumnar() || mode == Mode.LINE;
    int lines = format.lineLimit;
    int chars = format.charLimit;
    int titles = format.titleLimit;
    String value = lines + "," + chars + "," + titles;
    if (lines == 0 && chars == 0 && titles == 0) {
      value = "off";
    } else if (lines == Format.DEFAULT_LINE_LIMIT
        && chars == Format.DEFAULT_CHAR_LIMIT
        && titles == Format.DEFAULT_TITLE_LIMIT) {
      value = "on";
    }
    add(lines > 0 && framed || chars > 0 || titles > 0 && framed, "limits", value);
    add(false, "multiinsert", Integer.toString(format.multiInsert));
  }

  private void separators() {
    add(differs(mode.nullText(), format.nullText), "null", CText.quoted(format.nullText));
    boolean quoted = mode.quoting() != Quoting.PLAIN || format.quoting != Quoting.PLAIN;
    add(
        mode.quoting() != format.quoting && quoted,
        "quote",
        format.quoting == Quoting.PLAIN ? "off" : format.quoting.word());
    add(format.rowCount != mode.hasRowCount(), "rowcount", onOff(format.rowCount));
    add(
        differs(mode.rowSeparator(), format.rowSeparator),
        "rowsep",
        CText.quoted(format.rowSeparator));
    boolean framed = mode.isColumnar() || mode == Mode.LINE;
    add(
        framed && (format.screenWidth > 0 || format.autoScreenWidth),
        "sw",
        format.autoScreenWidth ? "auto" : Integer.toString(format.screenWidth));
    add(mode == Mode.INSERT, "tablename", CText.quoted(format.tableName));
    add(format.textJsonb != null, "textjsonb", onOff(Boolean.TRUE.equals(format.textJsonb)));
  }

  private void titles() {
    if (mode.titles() == Titles.AUTO) {
      return;
    }
    Titles now = format.titles == Titles.AUTO ? mode.titles() : format.titles;
    boolean quotingDiffers = format.titleQuoting != mode.titleQuoting();
    if (quotingDiffers && now.shown()) {
      text.append(" --titles ").append(format.titleQuoting.word());
      if (now == Titles.ALWAYS) {
        text.append(" --titles always");
      }
      return;
    }
    add(
        now != mode.titles() && !quotingDiffers,
        "titles",
        switch (now) {
          case ON -> "on";
          case ALWAYS -> "always";
          case OFF, AUTO -> "off";
        });
  }

  private void widths() {
    if (format.widths.length > 0 && (all || mode.isColumnar())) {
      StringBuilder list = new StringBuilder();
      for (int width : format.widths) {
        list.append(list.isEmpty() ? "" : ",").append(width);
      }
      text.append(" --widths ").append(list);
    } else if (all) {
      text.append(" --widths \"\"");
    }
    boolean framed = mode.isColumnar() || mode == Mode.LINE;
    if (all) {
      text.append(" --wordwrap ").append(onOff(format.wordWrap && format.wordWrapChosen));
    }
    if (all || framed && format.wordWrapChosen) {
      if (format.wrap != 0) {
        text.append(" --wrap ").append(format.wrap);
      }
      text.append(all ? "" : " --ww");
    }
  }
}
