package tech.turso.codegen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.plan.ConnectionFlag;
import tech.turso.schema.Catalog;
import tech.turso.schema.Index;
import tech.turso.schema.Relation;
import tech.turso.schema.Schema;
import tech.turso.schema.Table;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits {@code PRAGMA integrity_check} and {@code quick_check}: for each database the check of its
 * pages, which also counts the entries of each tree, the comparison of these counts, and the check
 * of each table's rows, which {@link IntegrityRows} emits.
 *
 * <p>The tables are taken in the order of SQLite's hash table, which shows: if it begins with a
 * view, whose root page is 0, the check of the pages believes itself to be that of one table and
 * says nothing of the freelist and of pages never used.
 *
 * <p>SQLite: pragma.c PragTyp_INTEGRITY_CHECK.
 */
final class IntegrityEmitter {
  private static final int DEFAULT_ERRORS = 100;

  private final Emission emission;
  private final ProgramBuilder b;
  private final Catalog catalog;
  private final boolean isQuick;
  private final boolean checks;
  private final IntegrityReport report;
  private final List<Integer> cursors = new ArrayList<>();

  private IntegrityEmitter(PragmaCall call) {
    this.emission = call.emission();
    this.b = emission.builder();
    this.catalog = call.catalog();
    this.isQuick = call.pragma() == Pragma.QUICK_CHECK;
    this.checks = !call.host().isOn(ConnectionFlag.IGNORE_CHECK_CONSTRAINTS);
    this.report = new IntegrityReport(b);
  }

  /**
   * Emits the pragma.
   *
   * @throws DbException.Sql if the table that it names does not exist
   */
  static void emit(PragmaCall call) {
    new IntegrityEmitter(call).check(call);
  }

  private void check(PragmaCall call) {
    int most = DEFAULT_ERRORS;
    @Nullable Relation only = null;
    @Nullable String value = call.value();
    if (value != null) {
      int number = number(value);
      if (number >= 0) {
        most = number == 0 ? DEFAULT_ERRORS : number;
      } else {
        only = relation(call.schemaName(), value);
      }
    }
    emission.hoists(false);
    b.add(Op.INTEGER, most - 1, report.left());
    for (int i = 0; i < catalog.size(); i++) {
      if (call.schemaName() == null || i == call.database()) {
        database(i, only);
      }
    }
    end(most);
  }

  /** The integer that a value begins with; -1 if none. SQLite: util.c sqlite3GetInt32. */
  private static int number(String value) {
    int at = value.startsWith("-") || value.startsWith("+") ? 1 : 0; // the sign is ignored
    if (value.regionMatches(true, at, "0x", 0, 2) && at + 2 < value.length()) {
      return hexadecimal(value.substring(at + 2));
    }
    if (at == value.length() || !Ascii.isDigit(value.charAt(at))) {
      return -1;
    }
    long n = 0;
    for (; at < value.length() && Ascii.isDigit(value.charAt(at)); at++) {
      n = n * 10 + value.charAt(at) - '0';
      if (n > Integer.MAX_VALUE) {
        return -1;
      }
    }
    return (int) n;
  }

  private static int hexadecimal(String digits) {
    long n = 0;
    int at = 0;
    for (; at < digits.length() && Ascii.hexValue(digits.charAt(at)) >= 0; at++) {
      n = n * 16 + Ascii.hexValue(digits.charAt(at));
      if (n > Integer.MAX_VALUE) {
        return -1;
      }
    }
    return at == 0 ? -1 : (int) n;
  }

  private Relation relation(@Nullable String databaseName, String name) {
    int number = catalog.databaseOfRelation(databaseName, name);
    @Nullable Relation found = number < 0 ? null : catalog.schema(number).relation(name);
    if (found == null) {
      String full = databaseName == null ? name : databaseName + "." + name;
      throw new DbException.Sql("no such table: " + full);
    }
    return found;
  }

  private void database(int database, @Nullable Relation only) {
    Schema schema = catalog.schema(database);
    if (database == Catalog.TEMP && schema.relations().isEmpty()) {
      return; // nothing was ever put there
    }
    List<Relation> relations = new ArrayList<>();
    List<Integer> roots = new ArrayList<>();
    if (only != null) {
      roots.add(0); // says that these are not all
    }
    for (Relation relation : schema.relationsAsHashed()) {
      if (only == null || relation == only) {
        relations.add(relation);
        addRoots(relation, roots);
      }
    }
    if (relations.isEmpty()) {
      return;
    }
    emission.uses(database, false);
    int counts = b.registers(roots.size());
    int[] numbers = roots.stream().mapToInt(Integer::intValue).toArray();
    b.add(Op.NULL, 0, counts, counts + numbers.length - 1);
    b.add(Op.INTEGRITY_CK, report.left(), numbers.length, counts, numbers, database);
    int sound = b.add(Op.IS_NULL, report.found(), 0);
    b.add(Op.STRING, 0, report.text(), 0, "*** in database " + schema.databaseName() + " ***\n", 0);
    b.add(Op.CONCAT, report.found(), report.text(), report.text());
    report.row();
    b.jumpHere(sound);
    int at = counts + (only == null ? 0 : 1);
    for (Relation relation : relations) {
      at = compareCounts(relation, at);
    }
    for (Relation relation : relations) {
      if (relation instanceof Table table && table.kind() != Table.Kind.VIRTUAL) {
        new IntegrityRows(emission, report, cursors, database, table, isQuick).emit(checks);
      }
    }
  }

  private static void addRoots(Relation relation, List<Integer> roots) {
    if (!(relation instanceof Table table)) {
      roots.add(0);
      return;
    }
    if (table.hasRowid()) {
      roots.add(table.rootPage());
    }
    for (Index index : table.indexes()) {
      roots.add(index.rootPage());
    }
  }

  /**
   * Emits the comparison of the entries of each index with the rows of its table.
   *
   * @param first the register of the relation's first count
   * @return that of the next relation
   */
  private int compareCounts(Relation relation, int first) {
    if (!(relation instanceof Table table)) {
      return first + 1;
    }
    int at = first;
    int rows = first;
    if (table.hasRowid()) {
      at++;
    } else {
      Index key = table.primaryKeyIndex();
      rows += key == null ? 0 : table.indexes().indexOf(key);
    }
    for (Index index : table.indexes()) {
      if (index.where() == null) {
        int same = b.add(Op.EQ, at, 0, rows);
        report.say("wrong # of entries in index " + index.name());
        b.jumpHere(same);
      }
      at++;
    }
    return at;
  }

  /** Emits the answer if there was nothing to report, and what is done about unreadable rows. */
  private void end(int most) {
    b.add(Op.ADD_IMM, report.left(), 1 - most);
    int reported = b.add(Op.IF_NOT_ZERO, report.left(), 0);
    b.add(Op.STRING, 0, report.text(), 0, "ok", 0);
    int last = b.add(Op.RESULT_ROW, report.text(), 1);
    b.jumpHere(reported);
    b.add(Op.HALT);
    emission.onUnreadableRow(b.here());
    b.add(Op.STRING, 0, report.text(), 0, ResultCode.CORRUPT.message(), 0);
    b.jump(last);
  }
}
