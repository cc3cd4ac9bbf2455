package tech.turso.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;

/**
 * The schemas of a connection: 0 is main, 1 is temp, the others are attached. A name without a
 * schema is looked for in temp, then main, then the others in the order they were attached.
 */
public final class Catalog {
  /** Number of the main database. */
  public static final int MAIN = 0;

  /** Number of the temporary database. */
  public static final int TEMP = 1;

  private final List<Schema> schemas;

  /** Takes the schemas by the number of their database. */
  public Catalog(List<Schema> schemas) {
    this.schemas = List.copyOf(schemas);
  }

  /** How many databases there are. */
  public int size() {
    return schemas.size();
  }

  /** The schema of database {@code number}. */
  public Schema schema(int number) {
    return schemas.get(number);
  }

  /** The number of the database of that name; -1 if there is none. "main" is always 0. */
  public int number(String databaseName) {
    for (int i = schemas.size() - 1; i >= 0; i--) {
      if (Ascii.equalsIgnoreCase(schemas.get(i).databaseName(), databaseName)) {
        return i;
      }
    }
    return Ascii.equalsIgnoreCase(databaseName, "main") ? MAIN : -1;
  }

  /** The databases in which a name without a schema is looked for, in that order. */
  public int[] searchOrder() {
    int[] order = new int[schemas.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i == 0 ? TEMP : i == 1 ? MAIN : i;
    }
    return order;
  }

  /** The number of the database that holds a table or view; -1 if there is none of that name. */
  public int databaseOfRelation(@Nullable String databaseName, String name) {
    if (databaseName != null) {
      int number = number(databaseName);
      return number >= 0 && schemas.get(number).relation(name) != null ? number : -1;
    }
    if (Ascii.equalsIgnoreCase(name, "sqlite_master")
        || Ascii.equalsIgnoreCase(name, "sqlite_schema")) {
      return MAIN;
    }
    for (int number : searchOrder()) {
      if (schemas.get(number).relation(name) != null) {
        return number;
      }
    }
    return -1;
  }

  /** The number of the database that holds an index; -1 if there is none of that name. */
  public int databaseOfIndex(@Nullable String databaseName, String name) {
    if (databaseName != null) {
      int number = number(databaseName);
      return number >= 0 && schemas.get(number).index(name) != null ? number : -1;
    }
    for (int number : searchOrder()) {
      if (schemas.get(number).index(name) != null) {
        return number;
      }
    }
    return -1;
  }
}
