package tech.turso.codegen;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.ext.FunctionFlags;
import tech.turso.func.CompileOptions;
import tech.turso.func.FunctionDef;
import tech.turso.schema.Catalog;
import tech.turso.schema.Relation;
import tech.turso.schema.Schema;
import tech.turso.schema.Table;
import tech.turso.schema.View;

/** The pragmas that list what there is: databases, tables, functions, collations, pragmas. */
final class ListingPragmas {
  /** The flags of a function that are shown. */
  private static final int SHOWN_FLAGS =
      FunctionFlags.DETERMINISTIC
          | FunctionFlags.DIRECTONLY
          | FunctionFlags.SUBTYPE
          | FunctionFlags.INNOCUOUS;

  private ListingPragmas() {}

  static void emit(PragmaCall call) {
    switch (call.pragma()) {
      case DATABASE_LIST -> databases(call);
      case TABLE_LIST -> tables(call);
      case FUNCTION_LIST -> functions(call);
      case COLLATION_LIST -> {
        List<String> names = call.host().collations();
        for (int i = 0; i < names.size(); i++) {
          call.row(i, names.get(i));
        }
      }
      case MODULE_LIST -> call.host().modules().forEach(name -> call.row((Object) name));
      case COMPILE_OPTIONS -> CompileOptions.list().forEach(option -> call.row((Object) option));
      case PRAGMA_LIST -> {
        for (Pragma pragma : Pragma.values()) {
          call.row((Object) pragma.sqlName());
        }
      }
      default -> throw new AssertionError(call.pragma());
    }
  }

  private static void databases(PragmaCall call) {
    for (int i = 0; i < call.catalog().size(); i++) {
      if (call.host().isOpen(i)) {
        call.row(i, call.catalog().schema(i).databaseName(), call.host().file(i));
      }
    }
  }

  // ---- tables ----

  private static void tables(PragmaCall call) {
    Catalog catalog = call.catalog();
    for (int i = 0; i < catalog.size(); i++) {
      if (call.schemaName() != null && i != call.database()) {
        continue;
      }
      if (call.host().isOpen(i)) {
        call.emission().uses(i, false);
      }
      Schema schema = catalog.schema(i);
      for (Relation relation : schema.relationsAsHashed()) {
        table(call, schema, relation);
      }
    }
  }

  private static void table(PragmaCall call, Schema schema, Relation relation) {
    @Nullable String wanted = call.value();
    if (wanted != null && !Ascii.equalsIgnoreCase(wanted, relation.name())) {
      return;
    }
    String name = shownName(relation.name());
    if (relation instanceof View view) {
      call.row(schema.databaseName(), name, "view", viewColumns(call, view), 0, 0);
    } else if (relation instanceof Table table) {
      call.row(
          schema.databaseName(),
          name,
          table.kind() == Table.Kind.VIRTUAL ? "virtual" : "table",
          table.columns().size(),
          table.hasRowid() ? 0 : 1,
          table.isStrict() ? 1 : 0);
    }
  }

  /** The schema table's newer name. SQLite: build.c sqlite3PreferredTableName. */
  private static String shownName(String name) {
    return switch (name) {
      case "sqlite_master" -> "sqlite_schema";
      case "sqlite_temp_master" -> "sqlite_temp_schema";
      default -> name;
    };
  }

  /** How many columns a view has; 0 if it cannot be resolved. */
  private static int viewColumns(PragmaCall call, View view) {
    try {
      return call.emission().resolver().sourceOf(view).offered().size();
    } catch (DbException.Sql e) {
      return 0;
    }
  }

  // ---- functions ----

  private static void functions(PragmaCall call) {
    for (FunctionDef f : call.emission().environment().functions().list()) {
      String type = f.isWindow() ? "w" : f.isAggregate() ? "a" : "s";
      int flags = f.flags() & SHOWN_FLAGS;
      call.row(f.name(), f.isBuiltIn() ? 1 : 0, type, "utf8", f.narg(), flags);
    }
  }
}
