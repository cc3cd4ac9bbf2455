package tech.turso.cli.render;

import org.jspecify.annotations.Nullable;

/** Chooses the class that draws a mode. */
public final class Renderers {
  private Renderers() {}

  /**
   * A renderer for one statement.
   *
   * @param formatter for formats and JSON; without one they are ignored
   */
  public static Renderer of(Format format, @Nullable ValueFormatter formatter) {
    return switch (format.mode) {
      case ASCII, C, CSV, JATOM, LIST, QUOTE, TABS, TCL -> new SeparatedMode(format, formatter);
      case BOX, QBOX -> columnar(format, RuledFrame.box(format.border), formatter);
      case TABLE, PSQL -> columnar(format, RuledFrame.table(format.border), formatter);
      case MARKDOWN -> columnar(format, new MarkdownFrame(), formatter);
      case COLUMN, SPLIT -> new ColumnarMode(format, new ColumnFrame(), true, formatter);
      case COUNT -> new CountMode(true);
      case OFF -> new CountMode(false);
      case HTML -> new HtmlMode(format, formatter);
      case INSERT -> new InsertMode(format, formatter);
      case JOBJECT -> new JsonMode(format, false, formatter);
      case JSON -> new JsonMode(format, true, formatter);
      case LINE -> new LineMode(format, formatter);
    };
  }

  /** A renderer for the rows of EXPLAIN. */
  public static Renderer explain() {
    return new ExplainMode();
  }

  /** A renderer for the rows of EXPLAIN QUERY PLAN. */
  public static Renderer queryPlan() {
    return new PlanMode();
  }

  private static Renderer columnar(Format format, Frame frame, @Nullable ValueFormatter formatter) {
    return new ColumnarMode(format, frame, false, formatter);
  }
}
