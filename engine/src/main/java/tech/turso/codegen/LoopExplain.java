package tech.turso.codegen;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.plan.Bound;
import tech.turso.plan.Loop;
import tech.turso.plan.Source;
import tech.turso.plan.Term;
import tech.turso.schema.Index;
import tech.turso.schema.IndexColumn;

/**
 * The line of EXPLAIN QUERY PLAN for a loop.
 *
 * <p>SQLite: wherecode.c sqlite3WhereExplainOneScan.
 */
final class LoopExplain {
  private LoopExplain() {}

  static void line(Emission emission, Loop loop, List<Source> from) {
    if (loop.kind() == Loop.Kind.OR) {
      int before = emission.pushPlanLine("MULTI-INDEX OR");
      emission.popPlanLine(before);
      return;
    }
    Source source = loop.source();
    StringBuilder text = new StringBuilder(loop.isFullScan() ? "SCAN " : "SEARCH ");
    text.append(
        source.query() == null ? source.name() : SourceOpener.label(source, source.query()));
    switch (loop.kind()) {
      case ROWID -> rowid(loop, text);
      case INDEX -> index(loop, text);
      case AUTO_INDEX -> automatic(loop, text);
      case VIRTUAL -> {
        var plan = loop.virtualPlan();
        if (plan != null) {
          text.append(" VIRTUAL TABLE INDEX ").append(plan.number()).append(':');
          text.append(plan.text() == null ? "" : plan.text());
        }
      }
      default -> {}
    }
    if (source.join() == Source.Join.LEFT) {
      text.append(" LEFT-JOIN");
    }
    emission.planLine(text.toString());
    assert !from.isEmpty();
  }

  private static void rowid(Loop loop, StringBuilder text) {
    if (loop.isFullScan()) {
      return;
    }
    text.append(" USING INTEGER PRIMARY KEY (");
    if (!loop.equal().isEmpty()) {
      text.append("rowid=?");
    } else {
      range(loop, "rowid", text, false);
    }
    text.append(')');
  }

  private static void index(Loop loop, StringBuilder text) {
    Index index = loop.index();
    assert index != null;
    if (index.isTableItself()) {
      if (loop.isFullScan()) {
        return;
      }
      text.append(" USING PRIMARY KEY");
    } else {
      text.append(loop.isCovering() ? " USING COVERING INDEX " : " USING INDEX ");
      text.append(index.name());
    }
    if (loop.isFullScan()) {
      return;
    }
    text.append(" (");
    for (int i = 0; i < loop.equal().size(); i++) {
      if (i > 0) {
        text.append(" AND ");
      }
      text.append(name(index, i)).append("=?");
    }
    range(loop, name(index, loop.equal().size()), text, !loop.equal().isEmpty());
    text.append(')');
  }

  private static String name(Index index, int i) {
    if (i >= index.columns().size()) {
      return "";
    }
    IndexColumn c = index.columns().get(i);
    return switch (c.column()) {
      case IndexColumn.ROWID -> "rowid";
      case IndexColumn.EXPRESSION -> "<expr>";
      default -> index.table().columns().get(c.column()).name();
    };
  }

  private static void automatic(Loop loop, StringBuilder text) {
    text.append(" USING AUTOMATIC COVERING INDEX (");
    for (int i = 0; i < loop.equal().size(); i++) {
      if (i > 0) {
        text.append(" AND ");
      }
      Bound.Column c = (Bound.Column) loop.equal().get(i).form().left();
      text.append(c.source().offered().get(c.column()).name()).append("=?");
    }
    text.append(')');
  }

  private static void range(Loop loop, String name, StringBuilder text, boolean more) {
    boolean and = more;
    for (Loop.@Nullable Bounded bounded :
        new Loop.@Nullable Bounded[] {loop.lower(), loop.upper()}) {
      if (bounded == null) {
        continue;
      }
      if (and) {
        text.append(" AND ");
      }
      and = true;
      Term.Operator op = bounded.form().operator();
      boolean greater = op == Term.Operator.GT || op == Term.Operator.GE;
      text.append(name).append(greater ? ">?" : "<?");
    }
  }
}
