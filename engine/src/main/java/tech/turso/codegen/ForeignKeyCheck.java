package tech.turso.codegen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.schema.ForeignKey;
import tech.turso.schema.ParentKey;
import tech.turso.schema.Relation;
import tech.turso.schema.Schema;
import tech.turso.schema.Table;
import tech.turso.value.Affinity;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits {@code PRAGMA foreign_key_check}: a row for each row of a child table, and each of its
 * foreign keys, that has no parent.
 *
 * <p>SQLite: pragma.c PragTyp_FOREIGN_KEY_CHECK.
 */
final class ForeignKeyCheck {
  /** A foreign key of the table and where its parent is: no {@code parent} if there is no table. */
  private record Reference(ForeignKey key, @Nullable ParentKey parent, int cursor) {}

  private final PragmaCall call;
  private final ProgramBuilder b;

  /** The child's cursor, then one for each parent; one table after the other uses the same. */
  private final List<Integer> cursors = new ArrayList<>();

  private ForeignKeyCheck(PragmaCall call) {
    this.call = call;
    this.b = call.builder();
  }

  /**
   * Emits the check of all tables of a database, or of one.
   *
   * @throws DbException.Sql "no such table", "foreign key mismatch"
   */
  static void emit(PragmaCall call) {
    ForeignKeyCheck check = new ForeignKeyCheck(call);
    @Nullable String name = call.value();
    if (name == null) {
      for (Relation relation : call.catalog().schema(call.database()).relationsAsHashed()) {
        check.table(call.database(), relation);
      }
      return;
    }
    int database = call.catalog().databaseOfRelation(call.schemaName(), name);
    if (database < 0) {
      String prefix = call.schemaName() == null ? "" : schemaName(call) + ".";
      throw new DbException.Sql("no such table: " + prefix + name);
    }
    Relation relation = call.catalog().schema(database).relation(name);
    assert relation != null;
    check.table(database, relation);
  }

  private static String schemaName(PragmaCall call) {
    return call.catalog().schema(call.database()).databaseName();
  }

  private void table(int database, Relation relation) {
    if (!(relation instanceof Table child) || child.foreignKeys().isEmpty()) {
      return;
    }
    call.emission().uses(database, false);
    int cursor = open(0, child, database);
    List<Reference> references = new ArrayList<>();
    for (ForeignKey key : child.foreignKeys().reversed()) { // the last written is number 0
      references.add(reference(key, child, database, references.size() + 1));
    }
    int end = b.label();
    b.add(Op.REWIND, cursor, end);
    int top = b.here();
    for (int i = 0; i < references.size(); i++) {
      check(child, cursor, references.get(i), i);
    }
    b.add(Op.NEXT, cursor, top);
    b.resolve(end);
  }

  /** Emits the opening of a table's own tree. */
  private int open(int place, Table table, int database) {
    int cursor = cursor(place);
    var key = table.primaryKeyIndex();
    Object shape =
        key == null ? table.columns().size() : KeyInfos.of(call.emission().environment(), key);
    b.add(Op.OPEN_READ, cursor, table.rootPage(), database, shape, 0);
    return cursor;
  }

  private int cursor(int place) {
    if (place == cursors.size()) {
      cursors.add(b.cursor());
    }
    return cursors.get(place);
  }

  private Reference reference(ForeignKey key, Table child, int database, int place) {
    int cursor = cursor(place);
    Schema schema = call.catalog().schema(database);
    Relation parent = schema.relation(key.parentTable());
    if (parent == null) {
      return new Reference(key, null, cursor);
    }
    ParentKey found = parent instanceof Table table ? ParentKey.of(key, table) : null;
    if (found == null) {
      throw new DbException.Sql(
          "foreign key mismatch - \""
              + child.name()
              + "\" referencing \""
              + key.parentTable()
              + "\"");
    }
    if (found.index() != null) {
      var order = KeyInfos.of(call.emission().environment(), found.index());
      b.add(Op.OPEN_READ, cursor, found.index().rootPage(), database, order, 0);
    } else if (parent instanceof Table table) {
      open(place, table, database);
    }
    return new Reference(key, found, cursor);
  }

  /** Emits the test of one key of the child's row; a key with a NULL refers to nothing. */
  private void check(Table child, int cursor, Reference reference, int number) {
    ParentKey parent = reference.parent();
    List<Integer> columns = parent == null ? reference.key().childColumns() : parent.childColumns();
    int n = columns.size();
    int fine = b.label();
    int key = b.registers(n);
    ColumnEmitter reader = new ColumnEmitter(call.emission());
    for (int i = 0; i < n; i++) {
      reader.readColumn(child, cursor, columns.get(i), key + i);
      b.add(Op.IS_NULL, key + i, fine);
    }
    if (parent != null && parent.index() != null) {
      Affinity[] affinities = new Affinity[n];
      for (int i = 0; i < n; i++) {
        int column = parent.index().columns().get(i).column();
        affinities[i] = parent.index().table().columns().get(column).affinity();
      }
      b.add(Op.AFFINITY, key, n, 0, affinities, 0);
      b.add(Op.FOUND, reference.cursor(), fine, key, n, 0);
    } else if (parent != null) {
      int missing = b.label();
      b.add(Op.SEEK_ROWID, reference.cursor(), missing, key);
      b.jump(fine);
      b.resolve(missing);
    }
    int row = b.registers(4);
    b.add(Op.STRING, 0, row, 0, child.name(), 0);
    b.add(child.hasRowid() ? Op.ROWID : Op.NULL, child.hasRowid() ? cursor : 0, row + 1);
    b.add(Op.STRING, 0, row + 2, 0, reference.key().parentTable(), 0);
    b.add(Op.INTEGER, number, row + 3);
    b.add(Op.RESULT_ROW, row, 4);
    b.resolve(fine);
  }
}
