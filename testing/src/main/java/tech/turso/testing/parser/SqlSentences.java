package tech.turso.testing.parser;

import java.util.List;
import java.util.SplittableRandom;

/** Random statements of SQLite's grammar, production by production, as lists of tokens. */
final class SqlSentences extends QuerySentences {
  private static final String[] CONFLICTS = {"ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE"};

  SqlSentences(SplittableRandom random) {
    super(random);
  }

  /** The tokens of a statement, without a semicolon. */
  List<String> next() {
    tokens.clear();
    budget = 4 + random.nextInt(60);
    if (chance(4)) {
      add(pick("EXPLAIN", "EXPLAIN QUERY PLAN"));
    }
    statement();
    return List.copyOf(tokens);
  }

  private void statement() {
    switch (random.nextInt(26)) {
      case 0, 1, 2, 3, 4, 5, 6 -> select();
      case 7, 8 -> insert(false);
      case 9, 10 -> update(false);
      case 11 -> delete(false);
      case 12, 13, 14 -> createTable();
      case 15 -> createIndex();
      case 16 -> createView();
      case 17, 18 -> createTrigger();
      case 19 -> createVirtualTable();
      case 20, 21 -> alter();
      case 22 -> drop();
      default -> small();
    }
  }

  // Changes

  private void insert(boolean inTrigger) {
    maybe(inTrigger ? 1 : 8, this::with);
    if (chance(20)) {
      add("REPLACE");
    } else {
      add("INSERT");
      maybe(20, () -> add("OR " + pick(CONFLICTS)));
    }
    add("INTO");
    table();
    maybe(10, "AS x");
    maybe(40, () -> parenthesised(() -> list(this::name)));
    if (chance(inTrigger ? 1 : 12)) {
      add("DEFAULT VALUES");
    } else {
      select();
      while (chance(20)) {
        upsert();
      }
    }
    maybe(inTrigger ? 1 : 20, this::returning);
  }

  private void upsert() {
    add("ON CONFLICT");
    if (chance(80)) {
      parenthesised(this::sortList);
      where();
    }
    add("DO");
    if (chance(40)) {
      add("NOTHING");
    } else {
      add("UPDATE SET");
      assignments();
      where();
    }
  }

  private void assignments() {
    list(
        () -> {
          if (chance(20)) {
            parenthesised(() -> list(this::name));
          } else {
            name();
          }
          add("=");
          expr();
        });
  }

  private void returning() {
    add("RETURNING");
    resultColumns();
  }

  private void update(boolean inTrigger) {
    maybe(inTrigger ? 0 : 8, this::with);
    add("UPDATE");
    maybe(15, () -> add("OR " + pick(CONFLICTS)));
    table();
    maybe(10, "AS x");
    maybe(inTrigger ? 2 : 6, this::indexHint);
    add("SET");
    assignments();
    if (chance(20)) {
      add("FROM");
      from();
    }
    where();
    tail(inTrigger);
  }

  private void delete(boolean inTrigger) {
    maybe(inTrigger ? 0 : 8, this::with);
    add("DELETE FROM");
    table();
    maybe(10, "AS x");
    maybe(inTrigger ? 2 : 6, this::indexHint);
    where();
    tail(inTrigger);
  }

  private void tail(boolean inTrigger) {
    if (!inTrigger || chance(2)) {
      maybe(15, this::returning);
      maybe(10, this::orderBy);
      maybe(12, this::limit);
    }
  }

  // Schema

  private void createTable() {
    add("CREATE");
    maybe(15, pick("TEMP", "TEMPORARY"));
    add("TABLE");
    maybe(15, "IF NOT EXISTS");
    add("n" + random.nextInt(3));
    if (chance(10)) {
      add("AS");
      select();
      return;
    }
    add("(");
    columnDefinition();
    while (chance(45)) {
      add(",");
      columnDefinition();
    }
    if (chance(40)) {
      add(",");
      tableConstraint();
      while (chance(40)) {
        maybe(80, ",");
        tableConstraint();
      }
    }
    add(")");
    maybe(15, () -> list(() -> add(pick("WITHOUT ROWID", "STRICT", "WITHOUT x"))));
  }

  private void columnDefinition() {
    add(chance(80) ? "k" + random.nextInt(1000) : pick(NAMES));
    type();
    while (chance(35)) {
      maybe(15, "CONSTRAINT x");
      columnConstraint();
    }
  }

  private void columnConstraint() {
    switch (random.nextInt(13)) {
      case 0 -> {
        add("PRIMARY KEY");
        maybe(30, pick("ASC", "DESC"));
        onConflict();
        maybe(20, "AUTOINCREMENT");
      }
      case 1 -> {
        add(pick("NULL", "NOT NULL"));
        onConflict();
      }
      case 2 -> {
        add("UNIQUE");
        onConflict();
      }
      case 3 -> {
        add("CHECK");
        parenthesised(this::expr);
      }
      case 4, 5, 6 -> {
        add("DEFAULT");
        switch (random.nextInt(4)) {
          case 0 -> parenthesised(this::expr);
          case 1 -> {
            add(pick("+", "-"));
            literal();
          }
          case 2 -> name();
          default -> literal();
        }
      }
      case 7 -> {
        add("COLLATE");
        name();
      }
      case 8 -> {
        add("REFERENCES");
        references();
      }
      case 9 -> deferral();
      case 10, 11 -> {
        maybe(50, "GENERATED ALWAYS");
        add("AS");
        parenthesised(this::expr);
        maybe(50, pick("STORED", "VIRTUAL", "x"));
      }
      default -> add("CONSTRAINT y");
    }
  }

  private void onConflict() {
    maybe(20, () -> add("ON CONFLICT " + pick(CONFLICTS)));
  }

  private void references() {
    name();
    maybe(50, this::columnNames);
    while (chance(35)) {
      add(
          pick(
              "MATCH FULL",
              "ON DELETE CASCADE",
              "ON UPDATE SET NULL",
              "ON INSERT RESTRICT",
              "ON DELETE SET DEFAULT",
              "ON UPDATE NO ACTION"));
    }
  }

  private void deferral() {
    maybe(30, "NOT");
    add("DEFERRABLE");
    maybe(60, pick("INITIALLY DEFERRED", "INITIALLY IMMEDIATE"));
  }

  private void tableConstraint() {
    maybe(20, "CONSTRAINT x");
    switch (random.nextInt(5)) {
      case 0 -> {
        add("PRIMARY KEY (");
        sortList();
        maybe(10, "AUTOINCREMENT");
        add(")");
        onConflict();
      }
      case 1 -> {
        add("UNIQUE");
        parenthesised(this::sortList);
        onConflict();
      }
      case 2, 3 -> {
        add("CHECK");
        parenthesised(this::expr);
        onConflict();
      }
      default -> {
        add("FOREIGN KEY");
        columnNames();
        add("REFERENCES");
        references();
        maybe(30, this::deferral);
      }
    }
  }

  private void createIndex() {
    add("CREATE");
    maybe(30, "UNIQUE");
    add("INDEX");
    maybe(15, "IF NOT EXISTS");
    maybe(10, "main .");
    add("n" + random.nextInt(3) + " ON");
    add(chance(90) ? "t" : pick(NAMES));
    parenthesised(this::sortList);
    where();
  }

  private void createView() {
    add("CREATE");
    maybe(15, "TEMP");
    add("VIEW");
    maybe(15, "IF NOT EXISTS");
    add("n" + random.nextInt(3));
    maybe(30, this::columnNames);
    add("AS");
    select();
  }

  private void createTrigger() {
    add("CREATE");
    maybe(15, "TEMP");
    add("TRIGGER");
    maybe(15, "IF NOT EXISTS");
    add("n" + random.nextInt(3));
    maybe(70, pick("BEFORE", "AFTER", "INSTEAD OF"));
    switch (random.nextInt(4)) {
      case 0 -> add("DELETE");
      case 1 -> add("INSERT");
      case 2 -> add("UPDATE");
      default -> {
        add("UPDATE OF");
        list(this::name);
      }
    }
    add("ON " + pick("t", "u", "v"));
    maybe(30, "FOR EACH ROW");
    if (chance(30)) {
      add("WHEN");
      expr();
    }
    add("BEGIN");
    do {
      switch (random.nextInt(4)) {
        case 0 -> insert(true);
        case 1 -> update(true);
        case 2 -> delete(true);
        default -> select();
      }
      add(";");
    } while (chance(35));
    add("END");
  }

  private void createVirtualTable() {
    add("CREATE VIRTUAL TABLE");
    maybe(15, "IF NOT EXISTS");
    add("n" + random.nextInt(3) + " USING m");
    if (chance(80)) {
      add("(");
      while (chance(70)) {
        switch (random.nextInt(5)) {
          case 0 -> add(",");
          case 1 -> parenthesised(() -> maybe(50, () -> list(this::expr)));
          default -> name();
        }
      }
      add(")");
    }
  }

  private void alter() {
    add("ALTER TABLE");
    table();
    switch (random.nextInt(8)) {
      case 0 -> {
        add("RENAME TO");
        name();
      }
      case 1 -> {
        add("RENAME");
        maybe(50, "COLUMN");
        name();
        add("TO");
        name();
      }
      case 2, 3 -> {
        add("ADD");
        maybe(50, "COLUMN");
        columnDefinition();
      }
      case 4 -> {
        add("DROP " + pick("COLUMN", "CONSTRAINT", "COLUMN"));
        name();
      }
      case 5, 6 -> {
        add("ADD");
        maybe(50, "CONSTRAINT x");
        add("CHECK");
        parenthesised(this::expr);
        onConflict();
      }
      default -> {
        add("ALTER");
        maybe(50, "COLUMN");
        name();
        add(pick("DROP NOT NULL", "SET NOT NULL"));
        maybe(10, "ON CONFLICT FAIL");
      }
    }
  }

  private void drop() {
    add("DROP " + pick("TABLE", "VIEW", "INDEX", "TRIGGER"));
    maybe(40, "IF EXISTS");
    table();
  }

  private void small() {
    switch (random.nextInt(11)) {
      case 0 -> {
        add("BEGIN");
        maybe(60, pick("DEFERRED", "IMMEDIATE", "EXCLUSIVE"));
        maybe(40, pick("TRANSACTION", "TRANSACTION x"));
      }
      case 1 -> {
        add(pick("COMMIT", "END", "ROLLBACK"));
        maybe(40, pick("TRANSACTION", "TRANSACTION x"));
      }
      case 2 -> {
        add("ROLLBACK");
        maybe(40, pick("TRANSACTION", "TRANSACTION x"));
        add("TO");
        maybe(40, "SAVEPOINT");
        name();
      }
      case 3 -> {
        add("SAVEPOINT");
        name();
      }
      case 4 -> {
        add("RELEASE");
        maybe(40, "SAVEPOINT");
        name();
      }
      case 5 -> {
        add("ATTACH");
        maybe(40, "DATABASE");
        expr();
        add("AS");
        expr();
        if (chance(20)) {
          add("KEY");
          expr();
        }
      }
      case 6 -> {
        add("DETACH");
        maybe(40, "DATABASE");
        expr();
      }
      case 7, 8 -> {
        add("PRAGMA");
        maybe(30, "main .");
        add(pick("user_version", "table_info", "nosuch"));
        String value = pick("1", "- 2", "+ 3.5", "x", "'x'", "ON", "DELETE", "DEFAULT", "FULL");
        maybe(70, () -> add(chance(50) ? "= " + value : "( " + value + " )"));
      }
      case 9 -> {
        add(pick("ANALYZE", "REINDEX"));
        maybe(70, this::table);
      }
      default -> {
        add("VACUUM");
        maybe(30, "main");
        if (chance(40)) {
          add("INTO");
          expr();
        }
      }
    }
  }
}
