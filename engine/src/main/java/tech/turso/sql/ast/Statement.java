package tech.turso.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.sql.ast.Select.ResultColumn;
import tech.turso.sql.ast.Select.With;

/**
 * A statement as written.
 *
 * <p>The CREATE statements carry {@code textStart} and {@code textEnd}: the part of the source that
 * SQLite keeps in {@code sqlite_schema.sql} after its own {@code "CREATE TABLE "}, {@code "CREATE
 * VIEW "}, {@code "CREATE INDEX "}, {@code "CREATE UNIQUE INDEX "}, {@code "CREATE TRIGGER "} or
 * {@code "CREATE VIRTUAL TABLE "}. It begins with the object's own name, without its schema.
 */
public sealed interface Statement {

  /** {@code EXPLAIN [QUERY PLAN] statement}. */
  record Explain(boolean queryPlan, Statement statement) implements Statement {}

  /** {@code SELECT} or {@code VALUES}; {@code start} and {@code end} are the query's. */
  record Query(Select select) implements Statement {}

  /**
   * {@code INSERT} or {@code REPLACE}.
   *
   * @param or of {@code OR x}; REPLACE for the statement REPLACE; null if not written
   * @param columns empty if not written
   * @param source null for DEFAULT VALUES
   * @param upserts ON CONFLICT clauses in order; only the last may lack a target
   */
  record Insert(
      @Nullable With with,
      @Nullable ConflictAction or,
      QualifiedName table,
      @Nullable Name alias,
      List<Name> columns,
      @Nullable Select source,
      List<Upsert> upserts,
      List<ResultColumn> returning,
      int start,
      int end)
      implements Statement {}

  /**
   * {@code ON CONFLICT [(target) [WHERE targetWhere]] DO NOTHING | UPDATE SET ... [WHERE where]}.
   *
   * @param target empty if not written
   * @param assignments empty for DO NOTHING
   */
  record Upsert(
      List<OrderingTerm> target,
      @Nullable Expr targetWhere,
      List<Assignment> assignments,
      @Nullable Expr where) {
    /** Whether it is DO NOTHING. */
    public boolean isNothing() {
      return assignments.isEmpty();
    }
  }

  /**
   * {@code column = value} or {@code (column, ...) = value}.
   *
   * @param row whether the columns stand in parentheses, also a single one
   */
  record Assignment(List<Name> columns, boolean row, Expr value) {}

  /** {@code UPDATE}. */
  record Update(
      @Nullable With with,
      @Nullable ConflictAction or,
      FromClause.Source.Table table,
      List<Assignment> assignments,
      @Nullable FromClause from,
      @Nullable Expr where,
      List<ResultColumn> returning,
      List<OrderingTerm> orderBy,
      @Nullable Expr limit,
      @Nullable Expr offset,
      int start,
      int end)
      implements Statement {}

  /** {@code DELETE}. */
  record Delete(
      @Nullable With with,
      FromClause.Source.Table table,
      @Nullable Expr where,
      List<ResultColumn> returning,
      List<OrderingTerm> orderBy,
      @Nullable Expr limit,
      @Nullable Expr offset,
      int start,
      int end)
      implements Statement {}

  /** {@code CREATE TABLE name (...)}. */
  record CreateTable(
      boolean temporary,
      boolean ifNotExists,
      QualifiedName name,
      TableDefinition definition,
      int textStart,
      int textEnd)
      implements Statement {}

  /** {@code CREATE TABLE name AS SELECT ...}; its text in the schema is composed, not copied. */
  record CreateTableAs(boolean temporary, boolean ifNotExists, QualifiedName name, Select select)
      implements Statement {}

  /** {@code CREATE VIEW}. */
  record CreateView(
      boolean temporary,
      boolean ifNotExists,
      QualifiedName name,
      List<Name> columns,
      Select select,
      int textStart,
      int textEnd)
      implements Statement {}

  /** {@code CREATE INDEX}. */
  record CreateIndex(
      boolean unique,
      boolean ifNotExists,
      QualifiedName name,
      Name table,
      List<OrderingTerm> columns,
      @Nullable Expr where,
      int textStart,
      int textEnd)
      implements Statement {}

  /**
   * {@code CREATE TRIGGER}.
   *
   * @param updateOf columns of UPDATE OF; empty if not written
   * @param body {@link Insert}, {@link Update}, {@link Delete} and {@link Query}; at least one
   */
  record CreateTrigger(
      boolean temporary,
      boolean ifNotExists,
      QualifiedName name,
      TriggerTime time,
      TriggerEvent event,
      List<Name> updateOf,
      QualifiedName table,
      @Nullable Expr when,
      List<Statement> body,
      int textStart,
      int textEnd)
      implements Statement {}

  /** When a trigger runs; BEFORE if nothing is written. */
  enum TriggerTime {
    BEFORE,
    AFTER,
    INSTEAD_OF
  }

  /** What a trigger runs on. */
  enum TriggerEvent {
    DELETE,
    INSERT,
    UPDATE
  }

  /**
   * {@code CREATE VIRTUAL TABLE name USING module(arguments)}.
   *
   * @param arguments each the source text from its first to its last token; empty ones left out
   */
  record CreateVirtualTable(
      boolean ifNotExists,
      QualifiedName name,
      Name module,
      List<String> arguments,
      int textStart,
      int textEnd)
      implements Statement {}

  /** {@code DROP kind [IF EXISTS] name}. */
  record Drop(Kind kind, boolean ifExists, QualifiedName name) implements Statement {
    /** What is dropped. */
    public enum Kind {
      TABLE,
      VIEW,
      INDEX,
      TRIGGER
    }
  }

  /** {@code ALTER TABLE table action}. */
  record AlterTable(QualifiedName table, AlterAction action) implements Statement {}

  /** What ALTER TABLE does. */
  sealed interface AlterAction {
    /** {@code RENAME TO name}. */
    record RenameTable(Name name) implements AlterAction {}

    /** {@code RENAME [COLUMN] column TO name}. */
    record RenameColumn(Name column, Name name) implements AlterAction {}

    /** {@code ADD [COLUMN] definition}; the text is the definition's. */
    record AddColumn(TableDefinition.ColumnDefinition definition, int textStart, int textEnd)
        implements AlterAction {}

    /** {@code DROP [COLUMN] column}. */
    record DropColumn(Name column) implements AlterAction {}

    /**
     * {@code ADD [CONSTRAINT name] CHECK (expr) [ON CONFLICT ...]}.
     *
     * @param exprStart of the text between the parentheses, up to {@code exprEnd}
     * @param textStart of the whole constraint's text, up to {@code textEnd}
     */
    record AddCheck(
        @Nullable Name name, Expr expr, int exprStart, int exprEnd, int textStart, int textEnd)
        implements AlterAction {}

    /** {@code DROP CONSTRAINT name}. */
    record DropConstraint(Name name) implements AlterAction {}

    /** {@code ALTER [COLUMN] column SET NOT NULL [ON CONFLICT ...]}; text from NOT on. */
    record SetNotNull(Name column, @Nullable ConflictAction onConflict, int textStart, int textEnd)
        implements AlterAction {}

    /** {@code ALTER [COLUMN] column DROP NOT NULL}. */
    record DropNotNull(Name column) implements AlterAction {}
  }

  /** {@code BEGIN}. */
  record Begin(TransactionKind kind) implements Statement {}

  /** How a transaction begins. */
  enum TransactionKind {
    DEFERRED,
    IMMEDIATE,
    EXCLUSIVE,
    /** {@code BEGIN CONCURRENT}, an extension. */
    CONCURRENT
  }

  /** {@code COMMIT} or {@code END}. */
  record Commit() implements Statement {}

  /** {@code ROLLBACK}; to a savepoint if one is named. */
  record Rollback(@Nullable Name savepoint) implements Statement {}

  /** {@code SAVEPOINT name}. */
  record Savepoint(Name name) implements Statement {}

  /** {@code RELEASE name}. */
  record Release(Name name) implements Statement {}

  /** {@code ATTACH file AS schema [KEY key]}; a bare name in them is a string. */
  record Attach(Expr file, Expr schema, @Nullable Expr key) implements Statement {}

  /** {@code DETACH schema}; a bare name is a string. */
  record Detach(Expr schema) implements Statement {}

  /**
   * {@code PRAGMA [schema.]name}, {@code = value} or {@code (value)}.
   *
   * @param value without quotes and plus sign, with a minus sign; null if none
   */
  record Pragma(QualifiedName name, @Nullable String value) implements Statement {}

  /** {@code ANALYZE [name]}: of a schema, a table or an index. */
  record Analyze(@Nullable QualifiedName name) implements Statement {}

  /** {@code REINDEX [name]}: of a collation, a table, an index, or the word EXPRESSIONS. */
  record Reindex(@Nullable QualifiedName name) implements Statement {}

  /** {@code VACUUM [schema] [INTO file]}. */
  record Vacuum(@Nullable Name schema, @Nullable Expr into) implements Statement {}
}
