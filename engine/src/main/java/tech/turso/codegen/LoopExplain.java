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

  static void line(Emission emission, Level level) {
    Loop loop = level.loop;
    if (loop.kind() == Loop.Kind.OR) {
      return; // its arms have lines
    }
    Source source = loop.source();
    if (loop.kind() == Loop.Kind.AUTO_INDEX) {
      emission.planLine("BLOOM FILTER ON " + source.label() + " (" + columns(level.keys) + ")");
    }
    boolean scans = loop.isFullScan() && !loop.isFirstOnly();
    StringBuilder text = new StringBuilder(scans ? "SCAN " : "SEARCH ").append(source.label());
    switch (loop.kind()) {
      case ROWID -> rowid(loop, text);
      case INDEX -> index(loop, text);
      case AUTO_INDEX ->
          text.append(" USING AUTOMATIC COVERING INDEX (").append(columns(level.keys)).append(')');
      case VIRTUAL -> {
        var plan = loop.virtualPlan();
        if (plan != null) {
          text.append(" VIRTUAL TABLE INDEX ").append(plan.number()).append(':');
          text.append(plan.text() == null ? "" : plan.text());
        }
      }
      default -> {}
    }
    if (source.isOuterJoined()) {
      text.append(" LEFT-JOIN");
    }
    emission.planLine(text.toString());
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

  private static String columns(List<Loop.Bounded> keys) {
    StringBuilder text = new StringBuilder();
    for (Loop.Bounded key : keys) {
      Bound.Column c = (Bound.Column) key.form().left();
      text.append(text.isEmpty() ? "" : " AND ");
      text.append(c.source().offered().get(c.column()).name()).append("=?");
    }
    return text.toString();
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
