package tech.turso.codegen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.plan.LogEst;
import tech.turso.plan.Unsupported;
import tech.turso.schema.Catalog;
import tech.turso.schema.Index;
import tech.turso.schema.Relation;
import tech.turso.schema.Table;
import tech.turso.sql.ast.Statement;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits {@code PRAGMA optimize}: ANALYZE for the tables of which an index has no statistics, or
 * that have become ten times as large or small since. While ANALYZE cannot be executed it only
 * says, if asked to, what it would do.
 *
 * <p>DIVERGES: SQLite also looks at the size of tables whose statistics it has used; here that
 * needs the bit 0x10000, as for all tables.
 *
 * <p>SQLite: pragma.c PragTyp_OPTIMIZE.
 */
final class OptimizePragma {
  private static final int ONLY_SAY = 0x01;
  private static final int ANALYZE = 0x02;
  private static final int WITH_LIMIT = 0x10;
  private static final int ALL_TABLES = 0x10000;
  private static final int DEFAULT_MASK = 0xfffe;

  private static final int DEFAULT_LIMIT = 2000;
  private static final int SMALLEST_LIMIT = 100;
  private static final int MANY_TREES = 100;

  /** Of a table without statistics. */
  private static final int DEFAULT_SIZE = 200;

  /** Ten times as large, as an estimate. */
  private static final int TENFOLD = 33;

  /** P1 of {@link Op#SQL_EXEC}: P2 is an analysis limit. */
  private static final int HAS_LIMIT = 0x02;

  private final PragmaCall call;
  private final ProgramBuilder b;
  private final int mask;
  private final int cursor;
  private final boolean runs;
  private final List<Integer> analyses = new ArrayList<>();
  private int tables;
  private int trees;

  private OptimizePragma(PragmaCall call, int mask) {
    this.call = call;
    this.b = call.builder();
    this.mask = mask;
    this.cursor = b.cursor();
    this.runs = (mask & ONLY_SAY) == 0 && Unsupported.words(new Statement.Analyze(null)) == null;
  }

  static void emit(PragmaCall call) {
    @Nullable String value = call.value();
    int mask = value == null ? DEFAULT_MASK : PragmaValue.integer(value);
    if ((mask & ANALYZE) != 0) {
      new OptimizePragma(call, mask).emit();
    }
  }

  private void emit() {
    int last = call.schemaName() == null ? call.catalog().size() - 1 : call.database();
    for (int i = call.database(); i <= last; i++) {
      if (i == Catalog.TEMP) {
        continue;
      }
      call.emission().uses(i, false);
      for (Relation relation : call.catalog().schema(i).relationsAsHashed()) {
        if (relation instanceof Table table
            && table.kind() != Table.Kind.VIRTUAL
            && !Ascii.startsWithIgnoreCase(table.name(), "sqlite_")) {
          table(i, table);
        }
      }
    }
    b.add(Op.EXPIRE);
    limit();
  }

  private void table(int database, Table table) {
    int size = table.rowEstimate() < 0 ? DEFAULT_SIZE : LogEst.of(table.rowEstimate());
    for (Index index : table.indexes()) {
      if (index.rowEstimates().length == 0) {
        size = -1;
      }
    }
    boolean lacksStatistics = !table.indexes().isEmpty() && size < 0;
    if ((mask & ALL_TABLES) == 0 && !lacksStatistics) {
      return;
    }
    tables++;
    if (tables == 2 && runs) {
      call.emission().uses(database, true); // one transaction for all
    }
    trees += table.indexes().size() + 1;
    Index key = table.primaryKeyIndex();
    Object shape =
        key == null ? table.columns().size() : KeyInfos.of(call.emission().environment(), key);
    b.add(Op.OPEN_READ, cursor, table.rootPage(), database, shape, 0);
    int next = b.label();
    if (size >= 0) {
      int least = size >= TENFOLD ? size - TENFOLD : -1;
      b.add(Op.IF_SIZE_BETWEEN, cursor, next, least, size + TENFOLD, 0);
    } else {
      b.add(Op.REWIND, cursor, next);
    }
    String schema = call.catalog().schema(database).databaseName();
    String sql = "ANALYZE " + quoted(schema) + "." + quoted(table.name());
    if ((mask & ONLY_SAY) != 0) {
      call.row((Object) sql);
    } else if (runs) {
      analyses.add(b.add(Op.SQL_EXEC, 0, 0, 0, sql, 0));
    }
    b.resolve(next);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Where there are many trees, each gets a smaller share of the effort. */
  private void limit() {
    long own = call.host().limit(PragmaHost.Limit.ANALYSIS);
    if ((mask & WITH_LIMIT) == 0 || own > 0 && own < DEFAULT_LIMIT) {
      return;
    }
    int limit =
        trees > MANY_TREES ? Math.max(SMALLEST_LIMIT, 100 * DEFAULT_LIMIT / trees) : DEFAULT_LIMIT;
    for (int address : analyses) {
      b.changeP1(address, HAS_LIMIT);
      b.changeP2(address, limit);
    }
  }
}
