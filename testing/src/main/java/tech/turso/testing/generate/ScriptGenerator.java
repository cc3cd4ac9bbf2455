package tech.turso.testing.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes a script: tables and indexes, rows, then queries and changes mixed, with transactions and
 * savepoints. The same seed and length give the same script.
 */
public final class ScriptGenerator {
  private final Dice dice;
  private final Literals literals;
  private final Schemas schema;
  private final Queries queries;
  private final Changes changes;
  private final List<String> script = new ArrayList<>();
  private final List<String> savepoints = new ArrayList<>();
  private int nextSavepoint;
  private boolean inTransaction;

  private ScriptGenerator(long seed) {
    dice = new Dice(seed);
    literals = new Literals(dice);
    schema = new Schemas(dice, literals);
    queries = new Queries(dice, literals, schema);
    changes = new Changes(dice, literals, schema, queries);
  }

  /**
   * A script.
   *
   * @param statements how many follow those that create and fill the tables
   */
  public static List<String> script(long seed, int statements) {
    return new ScriptGenerator(seed).write(statements);
  }

  private List<String> write(int statements) {
    for (int i = dice.between(1, 3); i > 0; i--) {
      script.add(schema.createTable());
    }
    for (int i = dice.between(0, 3); i > 0; i--) {
      script.add(schema.createIndex());
    }
    for (Table table : schema.baseTables()) {
      for (int i = dice.between(1, 6); i > 0; i--) {
        script.add(changes.insert(table, dice.between(1, 6)));
      }
    }
    for (int i = 0; i < statements; i++) {
      int kind = dice.below(100);
      if (kind < 60) {
        script.add(queries.statement());
      } else if (kind < 88) {
        script.add(changes.statement());
      } else if (kind < 95) {
        script.add(transaction());
      } else {
        structure();
      }
    }
    if (inTransaction) {
      script.add("COMMIT");
    }
    return script;
  }

  private String transaction() {
    if (!inTransaction) {
      inTransaction = true;
      return dice.percent(30)
          ? savepoint()
          : dice.of("BEGIN", "BEGIN IMMEDIATE", "BEGIN EXCLUSIVE");
    }
    int kind = dice.below(7);
    if (kind < 3 || savepoints.isEmpty() && kind > 4) {
      inTransaction = false;
      savepoints.clear();
      return kind == 0 ? "ROLLBACK" : "COMMIT";
    }
    if (kind < 5) {
      return dice.percent(90) ? savepoint() : dice.of("BEGIN", "RELEASE nosuch");
    }
    // those inside the one named end with it
    int at = dice.below(savepoints.size());
    String name = savepoints.get(at);
    boolean release = kind == 5;
    savepoints.subList(release ? at : at + 1, savepoints.size()).clear();
    return (release ? "RELEASE " : "ROLLBACK TO ") + name;
  }

  private String savepoint() {
    String name =
        dice.percent(10) && !savepoints.isEmpty() ? dice.of(savepoints) : "s" + nextSavepoint++;
    savepoints.add(name);
    return "SAVEPOINT " + name;
  }

  /** Changes the schema, outside transactions only: their rollback would bring back the old one. */
  private void structure() {
    if (inTransaction) {
      inTransaction = false;
      savepoints.clear();
      script.add("COMMIT");
    }
    switch (dice.below(6)) {
      case 0 -> {
        script.add(schema.createTable());
        script.add(changes.insert(schema.tables.getLast(), dice.between(1, 6)));
      }
      case 1 -> {
        Queries.Query query = queries.forView();
        script.add(schema.createView(query.sql(), query.columns()));
      }
      case 2 -> {
        if (schema.baseTables().size() > 2) {
          script.add(schema.dropTable());
        }
      }
      case 3 -> {
        if (!schema.indexes.isEmpty()) {
          script.add(schema.dropIndex());
        }
      }
      default -> script.add(schema.createIndex());
    }
  }
}
