package tech.turso.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.TextEncoding;

/** The objects of one database file by name. Names are equal but for the case of ASCII letters. */
public final class Schema {
  private final String databaseName;
  private final Map<String, Relation> relations = new LinkedHashMap<>();
  private final Map<String, Index> indexes = new LinkedHashMap<>();
  private final Map<String, Trigger> triggers = new HashMap<>();
  private final TextEncoding encoding;
  private int format;
  private int cookie;
  private int generation;
  private @Nullable Table schemaTable;

  /**
   * An empty schema.
   *
   * @param databaseName "main", "temp" or the name it was attached as
   * @param encoding of all text of the file
   * @param format the schema format number, 1 to 4
   * @param cookie the schema cookie it was read under
   */
  public Schema(String databaseName, TextEncoding encoding, int format, int cookie) {
    this.databaseName = databaseName;
    this.encoding = encoding;
    this.format = format;
    this.cookie = cookie;
  }

  /** "main", "temp" or the name it was attached as. */
  public String databaseName() {
    return databaseName;
  }

  /** The encoding of all text of the file. */
  public TextEncoding encoding() {
    return encoding;
  }

  /** The schema format number, 1 to 4. */
  public int format() {
    return format;
  }

  /** The schema cookie it was read under. */
  public int cookie() {
    return cookie;
  }

  /** Sets the schema format number. */
  public void format(int number) {
    format = number;
  }

  /** Sets the cookie that this schema stands for. */
  public void cookie(int number) {
    cookie = number;
  }

  /** How often this connection has read or changed the schema: programs of another are stale. */
  public int generation() {
    return generation;
  }

  /** Sets how often the schema has been read or changed. */
  public void generation(int count) {
    generation = count;
  }

  /** The table or view of that name; the schema table has two names, in temp four. */
  public @Nullable Relation relation(String name) {
    String key = Ascii.fold(name);
    Relation found = relations.get(key);
    return found == null && isSchemaTable(key) ? schemaTable : found;
  }

  private boolean isSchemaTable(String key) {
    return key.equals("sqlite_master")
        || key.equals("sqlite_schema")
        || databaseName.equals("temp")
            && (key.equals("sqlite_temp_master") || key.equals("sqlite_temp_schema"));
  }

  /** Sets the table that lists all others. */
  public void addSchemaTable(Table table) {
    schemaTable = table;
  }

  /** The table of that name; null if there is none or it is a view. */
  public @Nullable Table table(String name) {
    return relation(name) instanceof Table table ? table : null;
  }

  /** The index of that name. */
  public @Nullable Index index(String name) {
    return indexes.get(Ascii.fold(name));
  }

  /** The trigger of that name. */
  public @Nullable Trigger trigger(String name) {
    return triggers.get(Ascii.fold(name));
  }

  /** All tables and views in the order they were read. */
  public Collection<Relation> relations() {
    return relations.values();
  }

  /** All tables and views, the schema table too, in the order in which SQLite walks them. */
  public List<Relation> relationsAsHashed() {
    List<Relation> inserted = new ArrayList<>();
    if (schemaTable != null) {
      inserted.add(schemaTable);
    }
    inserted.addAll(relations.values());
    return HashOrder.of(inserted);
  }

  /** All indexes in the order they were read. */
  public Collection<Index> indexes() {
    return indexes.values();
  }

  /** The triggers on a table or view. */
  public List<Trigger> triggersOn(String table) {
    List<Trigger> found = new ArrayList<>();
    for (Trigger trigger : triggers.values()) {
      if (Ascii.equalsIgnoreCase(trigger.table(), table)) {
        found.add(trigger);
      }
    }
    return found;
  }

  /** Adds a table, with the indexes of its constraints, or a view. */
  public void add(Relation relation) {
    relations.put(Ascii.fold(relation.name()), relation);
    if (relation instanceof Table table) {
      for (Index index : table.indexes()) {
        indexes.put(Ascii.fold(index.name()), index);
      }
    }
  }

  /** Adds an index and tells its table. */
  public void add(Index index) {
    indexes.put(Ascii.fold(index.name()), index);
    index.table().add(index);
  }

  /** Adds a trigger. */
  public void add(Trigger trigger) {
    triggers.put(Ascii.fold(trigger.name()), trigger);
  }

  /** Removes a table with its indexes and triggers, or a view. */
  public void removeRelation(String name) {
    Relation removed = relations.remove(Ascii.fold(name));
    if (removed instanceof Table table) {
      for (Index index : table.indexes()) {
        indexes.remove(Ascii.fold(index.name()));
      }
    }
    triggers.values().removeIf(trigger -> Ascii.equalsIgnoreCase(trigger.table(), name));
  }

  /** Removes an index. */
  public void removeIndex(String name) {
    Index removed = indexes.remove(Ascii.fold(name));
    if (removed != null) {
      removed.table().remove(removed);
    }
  }

  /** Removes a trigger. */
  public void removeTrigger(String name) {
    triggers.remove(Ascii.fold(name));
  }

  /** Tells that auto-vacuum moved the root at {@code from} to {@code to}. */
  public void rootMoved(int from, int to) {
    for (Relation relation : relations.values()) {
      if (relation instanceof Table table && table.rootPage() == from) {
        table.rootPage(to);
      }
    }
    for (Index index : indexes.values()) {
      if (index.rootPage() == from) {
        index.rootPage(to);
      }
    }
  }
}
