package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.ConflictAction;
import tech.turso.base.DbException;
import tech.turso.schema.Catalog;
import tech.turso.schema.ForeignKey;
import tech.turso.schema.Index;
import tech.turso.schema.Relation;
import tech.turso.schema.Schema;
import tech.turso.schema.Table;
import tech.turso.schema.Trigger;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.Statement;

/**
 * Refuses the changes that would set off what is not executed yet, because the data would silently
 * go wrong: triggers, and foreign keys where they are enforced.
 *
 * <p>SQLite: trigger.c sqlite3TriggersExist, fkey.c sqlite3FkRequired.
 */
public final class Consequences {
  private final Catalog catalog;
  private final ChangeRules rules;
  private final int database;
  private final Relation relation;

  /** About a table or view of a database. */
  public Consequences(Catalog catalog, ChangeRules rules, int database, Relation relation) {
    this.catalog = catalog;
    this.rules = rules;
    this.database = database;
    this.relation = relation;
  }

  /** Checks an INSERT. */
  void check(Statement.Insert insert) {
    refuse(Statement.TriggerEvent.INSERT, List.of());
    replaces(insert.or());
    if (isChild(null)) {
      throw enforcing();
    }
    for (Statement.Upsert upsert : insert.upserts()) {
      if (!upsert.isNothing()) {
        update(upsert.assignments());
      }
    }
  }

  /** Checks an UPDATE. */
  void check(Statement.Update update) {
    replaces(update.or());
    update(update.assignments());
  }

  private void update(List<Statement.Assignment> assignments) {
    List<String> changed = new ArrayList<>();
    for (Statement.Assignment assignment : assignments) {
      for (Name column : assignment.columns()) {
        changed.add(column.text());
      }
    }
    refuse(Statement.TriggerEvent.UPDATE, changed);
    if (isChild(changed) || isParent(true)) {
      throw enforcing();
    }
  }

  /** Checks a DELETE of rows. */
  void checkDelete() {
    refuse(Statement.TriggerEvent.DELETE, List.of());
    if (isParent(true)) {
      throw enforcing();
    }
  }

  /** Checks the dropping of the table, which deletes its rows where foreign keys are enforced. */
  public void checkDrop() {
    if (isParent(false)) {
      throw enforcing();
    }
  }

  /** Rows that give way to others are deleted, and their triggers run if these may recurse. */
  private void replaces(@Nullable ConflictAction or) {
    boolean may = or == ConflictAction.REPLACE;
    if (or == null && relation instanceof Table table) {
      may = table.rowidConflict() == ConflictAction.REPLACE;
      for (Index index : table.indexes()) {
        may |= index.onConflict() == ConflictAction.REPLACE;
      }
    }
    if (may && rules.recursiveTriggers()) {
      refuse(Statement.TriggerEvent.DELETE, List.of());
    }
    if (may && isParent(true)) {
      throw enforcing();
    }
  }

  // ---- triggers ----

  private void refuse(Statement.TriggerEvent event, List<String> changed) {
    for (Trigger trigger : triggers()) {
      Statement.CreateTrigger create = trigger.create();
      if (create.event() == event && concerns(create.updateOf(), changed)) {
        throw Unsupported.error(
            event + " on " + relation.name() + ", which has the trigger " + trigger.name() + ",");
      }
    }
  }

  private List<Trigger> triggers() {
    Schema own = catalog.schema(database);
    List<Trigger> found = new ArrayList<>(own.triggersOn(relation.name()));
    if (database != Catalog.TEMP && catalog.size() > Catalog.TEMP) {
      found.addAll(catalog.schema(Catalog.TEMP).triggersOn(relation.name()));
    }
    return found;
  }

  private static boolean concerns(List<Name> updateOf, List<String> changed) {
    boolean found = updateOf.isEmpty();
    for (Name column : updateOf) {
      for (String name : changed) {
        found |= Ascii.equalsIgnoreCase(column.text(), name);
      }
    }
    return found;
  }

  // ---- foreign keys ----

  /** Whether a foreign key of the table, with one of those columns, is enforced; null: any. */
  private boolean isChild(@Nullable List<String> changed) {
    if (!rules.foreignKeys() || !(relation instanceof Table table)) {
      return false;
    }
    for (ForeignKey key : table.foreignKeys()) {
      if (changed == null) {
        return true;
      }
      for (int column : key.childColumns()) {
        for (String name : changed) {
          if (table.columnIndex(name) == column
              || column == table.rowidAlias() && Table.isRowidName(name)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether foreign keys to the table are enforced. */
  private boolean isParent(boolean own) {
    if (!rules.foreignKeys()) {
      return false;
    }
    for (Relation other : catalog.schema(database).relations()) {
      if (other instanceof Table child && (own || other != relation)) {
        for (ForeignKey key : child.foreignKeys()) {
          if (Ascii.equalsIgnoreCase(key.parentTable(), relation.name())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private DbException.Sql enforcing() {
    return Unsupported.error(
        "changing " + relation.name() + " with PRAGMA foreign_keys on, which it concerns,");
  }
}
