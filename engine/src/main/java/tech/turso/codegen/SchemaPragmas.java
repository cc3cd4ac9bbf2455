package tech.turso.codegen;

import org.jspecify.annotations.Nullable;
import tech.turso.schema.Column;
import tech.turso.schema.ForeignKey;
import tech.turso.schema.Index;
import tech.turso.schema.IndexColumn;
import tech.turso.schema.Relation;
import tech.turso.schema.Table;
import tech.turso.schema.TableBuilder;
import tech.turso.schema.View;

/** The pragmas that describe one table, view or index; no rows if there is none of that name. */
final class SchemaPragmas {
  private final PragmaCall call;

  private SchemaPragmas(PragmaCall call) {
    this.call = call;
  }

  static void emit(PragmaCall call) {
    @Nullable String name = call.value();
    if (name == null) {
      return;
    }
    SchemaPragmas pragmas = new SchemaPragmas(call);
    switch (call.pragma()) {
      case TABLE_INFO -> pragmas.columns(name, false);
      case TABLE_XINFO -> pragmas.columns(name, true);
      case INDEX_LIST -> pragmas.indexes(name);
      case INDEX_INFO -> pragmas.indexColumns(name, false);
      case INDEX_XINFO -> pragmas.indexColumns(name, true);
      case FOREIGN_KEY_LIST -> pragmas.foreignKeys(name);
      default -> throw new AssertionError(call.pragma());
    }
  }

  private @Nullable Relation relation(String name) {
    int database = call.catalog().databaseOfRelation(call.schemaName(), name);
    if (database < 0) {
      return null;
    }
    call.emission().uses(database, false);
    return call.catalog().schema(database).relation(name);
  }

  // ---- columns ----

  private void columns(String name, boolean hidden) {
    Relation relation = relation(name);
    if (relation instanceof Table table) {
      int cid = 0;
      for (int i = 0; i < table.columns().size(); i++) {
        Column c = table.columns().get(i);
        int kind = c.generated() != null ? c.stored() ? 3 : 2 : c.hidden() ? 1 : 0;
        if (hidden || kind == 0) {
          column(table, i, cid++, hidden, kind);
        }
      }
    } else if (relation instanceof View view) {
      viewColumns(view, hidden);
    }
  }

  private void column(Table table, int i, int cid, boolean hidden, int kind) {
    Column c = table.columns().get(i);
    int notNull = c.notNull() == null ? 0 : 1;
    int key = TableBuilder.primaryKeyNumber(table, i);
    if (hidden) {
      call.row(cid, c.name(), c.declaredType(), notNull, c.defaultText(), key, kind);
    } else {
      call.row(cid, c.name(), c.declaredType(), notNull, c.defaultText(), key);
    }
  }

  private void viewColumns(View view, boolean hidden) {
    var source = call.emission().resolver().sourceOf(view);
    for (int i = 0; i < source.offered().size(); i++) {
      var c = source.offered().get(i);
      String type = c.declaredType() == null ? "" : c.declaredType();
      if (hidden) {
        call.row(i, c.name(), type, 0, null, 0, 0);
      } else {
        call.row(i, c.name(), type, 0, null, 0);
      }
    }
  }

  // ---- indexes ----

  private void indexes(String name) {
    if (relation(name) instanceof Table table) {
      int i = 0;
      for (Index index : table.indexes()) {
        call.row(
            i++,
            index.name(),
            index.isUnique() ? 1 : 0,
            index.origin().letter(),
            index.where() == null ? 0 : 1);
      }
    }
  }

  private void indexColumns(String name, boolean all) {
    Index index = index(name);
    if (index == null) {
      return;
    }
    int n = all ? index.columns().size() : index.keyColumns();
    for (int i = 0; i < n; i++) {
      IndexColumn c = index.columns().get(i);
      @Nullable String column =
          c.column() < 0 ? null : index.table().columns().get(c.column()).name();
      if (all) {
        int key = i < index.keyColumns() ? 1 : 0;
        call.row(i, c.column(), column, c.descending() ? 1 : 0, c.collation(), key);
      } else {
        call.row(i, c.column(), column);
      }
    }
  }

  /** The index of that name, or the primary key of the WITHOUT ROWID table of that name. */
  private @Nullable Index index(String name) {
    int database = call.catalog().databaseOfIndex(call.schemaName(), name);
    if (database >= 0) {
      call.emission().uses(database, false);
      return call.catalog().schema(database).index(name);
    }
    return relation(name) instanceof Table table && !table.hasRowid()
        ? table.primaryKeyIndex()
        : null;
  }

  // ---- foreign keys ----

  private void foreignKeys(String name) {
    if (!(relation(name) instanceof Table table)) {
      return;
    }
    int n = table.foreignKeys().size();
    for (int id = 0; id < n; id++) {
      ForeignKey key = table.foreignKeys().get(n - 1 - id); // the last written comes first
      for (int seq = 0; seq < key.childColumns().size(); seq++) {
        String from = table.columns().get(key.childColumns().get(seq)).name();
        @Nullable String to = key.parentColumns().isEmpty() ? null : key.parentColumns().get(seq);
        call.row(id, seq, key.parentTable(), from, to, key.onUpdate(), key.onDelete(), key.match());
      }
    }
  }
}
