package tech.turso.codegen;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.plan.Bound;
import tech.turso.plan.Restriction;
import tech.turso.plan.Source;
import tech.turso.schema.Check;
import tech.turso.schema.Column;
import tech.turso.schema.Index;
import tech.turso.schema.IndexColumn;
import tech.turso.schema.Table;
import tech.turso.value.Affinity;
import tech.turso.value.Register;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;
import tech.turso.vdbe.program.StrictTypes;

/**
 * Emits the check of one table's rows: that their columns may hold what they do, that CHECK
 * constraints hold, and that each index has just the entry that belongs to the row.
 *
 * <p>DIVERGES: SQLite 3.54.1 says nothing of the types of later columns in a row of which it has
 * said two things: after a result row it takes the record for one that ends early. This says all.
 *
 * <p>SQLite: pragma.c PragTyp_INTEGRITY_CHECK.
 */
final class IntegrityRows {
  private static final int INTEGERS = 0x01;
  private static final int REALS = 0x02;
  private static final int TEXTS = 0x04;
  private static final int BLOBS = 0x08;
  private static final int NULLS = 0x10;

  /** What IsType gives a column that records lack and that has no default. */
  private static final int NULL_TYPE = 5;

  private final Emission emission;
  private final ProgramBuilder b;
  private final IntegrityReport report;
  private final Table table;
  private final boolean isQuick;

  /** The cursor on the table's own tree, and those on its indexes. */
  private final int data;

  private final int[] indexes;

  /** Register that counts the rows. */
  private final int row;

  IntegrityRows(
      Emission emission,
      IntegrityReport report,
      List<Integer> cursors,
      int database,
      Table table,
      boolean isQuick) {
    this.emission = emission;
    this.b = emission.builder();
    this.report = report;
    this.table = table;
    this.isQuick = isQuick;
    this.row = b.register();
    this.indexes = new int[table.indexes().size()];
    int used = 0;
    int own = -1;
    if (table.hasRowid()) {
      own = cursor(cursors, used++);
      b.add(Op.OPEN_READ, own, table.rootPage(), database, table.columns().size(), 0);
    }
    for (int i = 0; i < indexes.length; i++) {
      Index index = table.indexes().get(i);
      indexes[i] = cursor(cursors, used++);
      if (index.isTableItself()) {
        own = indexes[i];
      }
      var key = KeyInfos.of(emission.environment(), index);
      b.add(Op.OPEN_READ, indexes[i], index.rootPage(), database, key, 0);
    }
    this.data = own;
  }

  /** One table after the other uses the same cursors. */
  private int cursor(List<Integer> cursors, int i) {
    if (i == cursors.size()) {
      cursors.add(b.cursor());
    }
    return cursors.get(i);
  }

  /** Emits the loop over the rows. */
  void emit(boolean checks) {
    @Nullable Index key = isQuick ? null : table.primaryKeyIndex();
    int previous = 0;
    if (key != null) {
      previous = b.registers(key.keyColumns());
      b.add(Op.NULL, 0, previous, previous + key.keyColumns() - 1);
    }
    b.add(Op.INTEGER, 0, row);
    int end = b.label();
    b.add(Op.REWIND, data, end);
    int top = b.add(Op.ADD_IMM, row, 1);
    readWholeHeader();
    if (key != null) {
      order(key, previous);
    }
    for (int i = 0; i < table.columns().size(); i++) {
      if (i != table.rowidAlias()) {
        column(i, table.columns().get(i));
      }
    }
    if (checks && !table.checks().isEmpty()) {
      checkConstraints();
    }
    if (!isQuick) {
      for (int i = 0; i < indexes.length; i++) {
        if (indexes[i] != data) {
          entry(table.indexes().get(i), indexes[i]);
        }
      }
    }
    b.add(Op.NEXT, data, top);
    b.resolve(end);
  }

  /** Reading the last column finds out whether all of the record's header makes sense. */
  private void readWholeHeader() {
    Index key = table.primaryKeyIndex();
    int last;
    if (key != null) {
      last = key.columns().size() - 1;
    } else {
      last = table.storedColumns() - 1;
      if (last == table.rowidAlias()) {
        last--;
      }
    }
    if (last >= 0) {
      b.add(Op.COLUMN, data, last, report.text(), null, P5.TYPE_ONLY);
    }
  }

  /** The key of a row WITHOUT ROWID is greater than that of the row before. */
  private void order(Index key, int previous) {
    int n = key.keyColumns();
    int greater = b.add(Op.IDX_GT, data, 0, previous, n, 0);
    int first = b.add(Op.IS_NULL, previous, 0);
    report.say("row not in PRIMARY KEY order for " + table.name());
    b.jumpHere(greater);
    b.jumpHere(first);
    ColumnEmitter columns = new ColumnEmitter(emission);
    for (int i = 0; i < n; i++) {
      columns.readColumn(table, data, key.columns().get(i).column(), previous + i);
    }
  }

  // ---- columns ----

  /**
   * NOT NULL, and the type: in STRICT tables it is exact; else a TEXT column holds no number, and a
   * numeric column no text that could be one.
   */
  private void column(int i, Column c) {
    StrictTypes.@Nullable Type strict =
        table.isStrict() ? StrictTypes.Type.valueOf(c.declaredType()) : null;
    boolean isTyped =
        strict != null
            ? strict != StrictTypes.Type.ANY
            : c.affinity() != Affinity.BLOB && c.affinity() != Affinity.NONE;
    if (c.notNull() == null && !isTyped) {
      return;
    }
    boolean isVirtual = c.generated() != null && !c.stored();
    int value = report.text();
    int cursor = data;
    int place;
    int missing = NULL_TYPE;
    if (isVirtual) {
      new ColumnEmitter(emission).readColumn(table, data, i, value);
      cursor = -1;
      place = value;
    } else {
      place = table.storedPosition(i);
      Register constant = Defaults.constant(c);
      missing = constant == null ? NULL_TYPE : typeNumber(constant);
    }
    int wrong = b.label();
    int right = b.label();
    if (c.notNull() != null) {
      notNull(i, c, isVirtual, new Place(cursor, place, missing), isTyped ? wrong : 0, right);
    }
    if (isTyped) {
      type(i, c, strict, new Place(cursor, place, missing), right);
    }
    b.resolve(wrong);
    report.row();
    b.resolve(right);
  }

  /** Where a column is: P1, P3 and P4 of IsType. */
  private record Place(int cursor, int column, int missing) {}

  private void jumpIfType(Place place, int mask, int label) {
    b.add(Op.IS_TYPE, place.cursor, label, place.column, place.missing, mask);
  }

  /**
   * Emits the test for NULL.
   *
   * @param wrong where to go on with the message; 0 if it comes next
   * @param right where to go on if there is no more to test
   */
  private void notNull(int i, Column c, boolean isVirtual, Place place, int wrong, int right) {
    int fine = wrong == 0 ? right : b.label();
    if (isVirtual) {
      jumpIfType(place, INTEGERS | REALS | TEXTS | BLOBS, fine);
    } else {
      jumpIfType(place, INTEGERS | TEXTS | BLOBS, fine);
      // A REAL may be a NaN, which reads as NULL.
      int value = report.text();
      b.add(Op.COLUMN, place.cursor, place.column, value, Defaults.constant(c), 0);
      b.add(Op.NOT_NULL, value, fine);
    }
    b.add(Op.STRING, 0, report.text(), 0, "NULL value in " + nameOf(c), 0);
    if (wrong != 0) {
      b.jump(wrong);
      b.resolve(fine);
    }
  }

  private void type(int i, Column c, StrictTypes.@Nullable Type strict, Place place, int right) {
    String message;
    if (strict != null) {
      jumpIfType(place, maskOf(strict), right);
      message = "non-" + strict + " value in ";
    } else if (c.affinity() == Affinity.TEXT) {
      jumpIfType(place, TEXTS | BLOBS | NULLS, right);
      message = "NUMERIC value in ";
    } else {
      jumpIfType(place, INTEGERS | REALS | BLOBS | NULLS, right);
      int value = report.text();
      if (place.cursor >= 0) {
        new ColumnEmitter(emission).readColumn(table, data, i, value);
      }
      b.add(Op.AFFINITY, value, 1, 0, new Affinity[] {Affinity.NUMERIC}, 0);
      jumpIfType(new Place(-1, value, place.missing), TEXTS | BLOBS | NULLS, right);
      message = "TEXT value in ";
    }
    b.add(Op.STRING, 0, report.text(), 0, message + nameOf(c), 0);
  }

  private String nameOf(Column c) {
    return table.name() + "." + c.name();
  }

  private static int maskOf(StrictTypes.Type type) {
    return switch (type) {
      case ANY -> INTEGERS | REALS | TEXTS | BLOBS | NULLS;
      case BLOB -> BLOBS | NULLS;
      case INT, INTEGER -> INTEGERS | NULLS;
      case REAL -> INTEGERS | REALS | NULLS;
      case TEXT -> TEXTS | NULLS;
    };
  }

  private static int typeNumber(Register value) {
    return switch (value.type) {
      case Register.INTEGER -> 1;
      case Register.REAL -> 2;
      case Register.TEXT -> 3;
      case Register.BLOB -> 4;
      default -> NULL_TYPE;
    };
  }

  // ---- CHECK ----

  private void checkConstraints() {
    Source self = Source.of(table, 0, table.name(), 0);
    emission.access(self, new Access.OnTable(data, -1, null));
    ConditionEmitter conditions = emission.exprs().conditions();
    int fails = b.label();
    int holds = b.label();
    List<Check> all = table.checks();
    for (int i = all.size() - 1; i >= 0; i--) {
      Bound condition =
          emission.resolver().over(List.of(self), Restriction.CHECK).scalar(all.get(i).expr());
      if (i > 0) {
        conditions.jumpIfFalse(condition, fails, false);
      } else {
        conditions.jumpIfTrue(condition, holds, true);
      }
    }
    b.resolve(fails);
    report.say("CHECK constraint failed in " + table.name());
    b.resolve(holds);
  }

  // ---- indexes ----

  /** The index has an entry for the row, exactly that, and, if it is unique, no other like it. */
  private void entry(Index index, int cursor) {
    int next = b.label();
    int found = b.label();
    IndexRecord record = new IndexRecord(emission, index, data);
    record.skipIfExcluded(next);
    int fields = record.fields();
    int n = index.columns().size();
    b.add(Op.FOUND, cursor, found, fields, n, 0);
    int absent = b.label();
    b.add(Op.I_FIND_KEY, cursor, absent, fields, computed(index), 0);
    report.say(
        "index " + index.name() + " stores an imprecise floating-point value for row ", row, "");
    b.jump(found);
    b.resolve(absent);
    report.say("row ", row, " missing from index " + index.name());
    b.jump(next);
    b.resolve(found);
    if (table.hasRowid()) {
      b.add(Op.IDX_ROWID, cursor, report.text());
      int same = b.add(Op.EQ, report.text(), 0, fields + n - 1);
      report.say("rowid not at end-of-record for row ", row, " of index " + index.name());
      b.jump(next);
      b.jumpHere(same);
    }
    sameText(index, cursor, fields, next);
    if (index.isUnique()) {
      unique(index, cursor, fields, next);
    }
    b.resolve(next);
  }

  /** Which fields are computed, so that another machine may have computed them otherwise. */
  private boolean[] computed(Index index) {
    boolean[] computed = new boolean[index.columns().size()];
    for (int i = 0; i < computed.length; i++) {
      int column = index.columns().get(i).column();
      if (column == IndexColumn.EXPRESSION) {
        computed[i] = true;
      } else if (column >= 0) {
        Column c = table.columns().get(column);
        computed[i] = c.generated() != null && !c.stored();
      }
    }
    return computed;
  }

  /** What a collation takes for equal must still be the same text. */
  private void sameText(Index index, int cursor, int fields, int next) {
    int differs = 0;
    for (int i = 0; i < index.keyColumns(); i++) {
      if (Ascii.equalsIgnoreCase(index.columns().get(i).collation(), "BINARY")) {
        continue;
      }
      if (differs == 0) {
        differs = b.label();
      }
      b.add(Op.COLUMN, cursor, i, report.text());
      b.add(Op.NE, report.text(), differs, fields + i);
    }
    if (differs != 0) {
      int same = b.jump(0);
      b.resolve(differs);
      report.say("row ", row, " values differ from index " + index.name());
      b.jump(next);
      b.jumpHere(same);
    }
  }

  private void unique(Index index, int cursor, int fields, int next) {
    for (int i = 0; i < index.keyColumns(); i++) {
      int column = index.columns().get(i).column();
      if (column < 0 || table.columns().get(column).notNull() == null) {
        b.add(Op.IS_NULL, fields + i, next);
      }
    }
    int more = b.add(Op.NEXT, cursor, 0);
    b.jump(next);
    b.jumpHere(more);
    b.add(Op.IDX_GT, cursor, next, fields, index.keyColumns(), 0);
    report.say("non-unique entry in index " + index.name());
  }
}
