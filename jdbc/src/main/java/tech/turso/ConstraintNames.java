package tech.turso;

import java.sql.DatabaseMetaData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a CREATE TABLE says of its keys and no pragma tells: the names of constraints, and whether
 * foreign keys are deferred.
 */
final class ConstraintNames {
  private record ForeignKey(@Nullable String name, int deferrability) {}

  private final List<ForeignKey> foreignKeys = new ArrayList<>();
  private @Nullable String primaryKey;

  /** Reads the statement; "" has no keys. */
  ConstraintNames(String sql) {
    List<String> tokens = SqlScan.tokens(sql);
    String name = null; // of the constraint that begins
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i).toUpperCase(Locale.ROOT);
      switch (token) {
        case "(" -> depth++;
        case ")" -> depth--;
        case "," -> {
          if (depth == 1) {
            name = null;
          }
        }
        case "CONSTRAINT" -> {
          if (depth == 1 && i + 1 < tokens.size()) {
            name = SqlScan.unquoted(tokens.get(++i));
          }
        }
        case "PRIMARY" -> {
          if (depth == 1 && primaryKey == null) {
            primaryKey = name;
            name = null;
          }
        }
        case "REFERENCES" -> {
          if (depth == 1) {
            foreignKeys.add(new ForeignKey(name, deferrability(tokens, i)));
            name = null;
          }
        }
        case "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "GENERATED", "AS" -> {
          if (depth == 1) {
            name = null; // the constraint is of another kind
          }
        }
        default -> {
          // names, types, expressions; FOREIGN KEY keeps its name until REFERENCES
        }
      }
    }
  }

  private static int deferrability(List<String> tokens, int from) {
    int depth = 0;
    boolean deferrable = false;
    for (int i = from; i < tokens.size(); i++) {
      switch (tokens.get(i).toUpperCase(Locale.ROOT)) {
        case "(" -> depth++;
        case ")" -> {
          if (--depth < 0) {
            return result(deferrable, false);
          }
        }
        case "," -> {
          if (depth == 0) {
            return result(deferrable, false);
          }
        }
        case "DEFERRABLE" -> deferrable = !tokens.get(i - 1).equalsIgnoreCase("NOT");
        case "DEFERRED" -> {
          return result(deferrable, true);
        }
        default -> {
          // goes on
        }
      }
    }
    return result(deferrable, false);
  }

  private static int result(boolean deferrable, boolean deferred) {
    if (!deferrable) {
      return DatabaseMetaData.importedKeyNotDeferrable;
    }
    return deferred
        ? DatabaseMetaData.importedKeyInitiallyDeferred
        : DatabaseMetaData.importedKeyInitiallyImmediate;
  }

  /** The name of the primary key; null if it has none. */
  @Nullable String primaryKey() {
    return primaryKey;
  }

  /** The name of the foreign key that is declared at that place, from 0; null if it has none. */
  @Nullable String foreignKey(int place) {
    return place >= 0 && place < foreignKeys.size() ? foreignKeys.get(place).name : null;
  }

  /** Whether that foreign key is deferred, as JDBC tells it. */
  int deferrability(int place) {
    return place >= 0 && place < foreignKeys.size()
        ? foreignKeys.get(place).deferrability
        : DatabaseMetaData.importedKeyNotDeferrable;
  }
}
