package tech.turso.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.value.Register;
import tech.turso.vdbe.program.OperandText;
import tech.turso.vdbe.program.Program;

/**
 * The rows of EXPLAIN and EXPLAIN QUERY PLAN.
 *
 * <p>SQLite: vdbe.c sqlite3VdbeList.
 */
final class Listing {
  static final List<Program.Column> PROGRAM_COLUMNS =
      columns("addr", "opcode", "p1", "p2", "p3", "p4", "p5", "comment");
  static final List<Program.Column> PLAN_COLUMNS = columns("id", "parent", "notused", "detail");

  private final List<Register[]> rows = new ArrayList<>();
  private int at = -1;

  private Listing() {}

  private static List<Program.Column> columns(String... names) {
    List<Program.Column> out = new ArrayList<>();
    for (String name : names) {
      out.add(new Program.Column(name, null, null, null, null));
    }
    return List.copyOf(out);
  }

  static Listing of(Program program) {
    Listing listing = new Listing();
    if (program.outline().explain() == Program.Explain.QUERY_PLAN) {
      for (Program.PlanLine line : program.planLines()) {
        listing.rows.add(row(line.id(), line.parent(), 0, line.text()));
      }
      return listing;
    }
    for (int i = 0; i < program.length(); i++) {
      Object p4 = program.p4[i];
      listing.rows.add(
          row(
              i,
              program.op(i).text(),
              program.p1(i),
              program.p2(i),
              program.p3(i),
              p4 == null ? null : OperandText.of(p4),
              program.p5(i),
              program.comment(i)));
    }
    return listing;
  }

  private static Register[] row(@Nullable Object... values) {
    Register[] row = new Register[values.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = new Register();
      Object value = values[i];
      if (value instanceof Integer number) {
        row[i].setInteger(number);
      } else if (value != null) {
        row[i].setText(value.toString());
      }
    }
    return row;
  }

  boolean next() {
    return ++at < rows.size();
  }

  Register value(int column) {
    if (at < 0 || at >= rows.size() || column < 0 || column >= rows.get(at).length) {
      throw new DbException.Misuse(ResultCode.RANGE, ResultCode.RANGE.message());
    }
    return rows.get(at)[column];
  }
}
