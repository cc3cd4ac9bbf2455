package tech.turso.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;

/**
 * What stands in and after the parentheses of CREATE TABLE.
 *
 * @param columns at least one; names may repeat: whoever makes the table reports it
 */
public record TableDefinition(
    List<ColumnDefinition> columns,
    List<TableConstraint> constraints,
    boolean withoutRowid,
    boolean strict) {

  /** {@code name type constraint ...}. */
  public record ColumnDefinition(
      Name name, TypeName type, List<ColumnConstraint> constraints, int start, int end) {}

  /**
   * A constraint of a column, or one of its properties. {@code constraintName} is the last {@code
   * CONSTRAINT name} of the column before it, null if none: as in SQLite it names all that follow,
   * until the column ends.
   */
  public sealed interface ColumnConstraint {
    /** The name after CONSTRAINT. */
    @Nullable Name constraintName();

    /** {@code PRIMARY KEY}. */
    record PrimaryKey(
        @Nullable Name constraintName,
        OrderingTerm.@Nullable SortOrder order,
        @Nullable ConflictAction onConflict,
        boolean autoincrement)
        implements ColumnConstraint {}

    /** {@code NOT NULL}. */
    record NotNull(@Nullable Name constraintName, @Nullable ConflictAction onConflict)
        implements ColumnConstraint {}

    /** {@code NULL}, which has no meaning. */
    record Null(@Nullable Name constraintName) implements ColumnConstraint {}

    /** {@code UNIQUE}. */
    record Unique(@Nullable Name constraintName, @Nullable ConflictAction onConflict)
        implements ColumnConstraint {}

    /** {@code CHECK (expr)}; the text is that between the parentheses, without outer blanks. */
    record Check(@Nullable Name constraintName, Expr expr, int textStart, int textEnd)
        implements ColumnConstraint {}

    /**
     * {@code DEFAULT value} or {@code DEFAULT (expr)}; the text is the value's, as in {@code PRAGMA
     * table_info}, without the parentheses. A bare word is a string or a boolean.
     */
    record Default(@Nullable Name constraintName, Expr value, int textStart, int textEnd)
        implements ColumnConstraint {}

    /** {@code COLLATE name}. */
    record Collate(@Nullable Name constraintName, Name collation) implements ColumnConstraint {}

    /** {@code REFERENCES ...}. */
    record References(@Nullable Name constraintName, ForeignKey target)
        implements ColumnConstraint {}

    /**
     * {@code [NOT] DEFERRABLE [INITIALLY ...]}. It applies to the last foreign key written before
     * it in the whole table; without one it means nothing.
     */
    record Deferral(@Nullable Name constraintName, boolean initiallyDeferred)
        implements ColumnConstraint {}

    /**
     * {@code [GENERATED ALWAYS] AS (expr) [STORED|VIRTUAL]}.
     *
     * @param kind the word after it, whatever it is; null if none
     */
    record Generated(@Nullable Name constraintName, Expr expr, @Nullable Name kind)
        implements ColumnConstraint {}
  }

  /** A constraint of the table; {@code constraintName} as for columns, until the next comma. */
  public sealed interface TableConstraint {
    /** The name after CONSTRAINT. */
    @Nullable Name constraintName();

    /** {@code PRIMARY KEY (columns)}. */
    record PrimaryKey(
        @Nullable Name constraintName,
        List<OrderingTerm> columns,
        boolean autoincrement,
        @Nullable ConflictAction onConflict)
        implements TableConstraint {}

    /** {@code UNIQUE (columns)}. */
    record Unique(
        @Nullable Name constraintName,
        List<OrderingTerm> columns,
        @Nullable ConflictAction onConflict)
        implements TableConstraint {}

    /** {@code CHECK (expr)}; the text is that between the parentheses, without outer blanks. */
    record Check(@Nullable Name constraintName, Expr expr, int textStart, int textEnd)
        implements TableConstraint {}

    /**
     * {@code FOREIGN KEY (columns) REFERENCES ...}.
     *
     * @param deferral {@code initially deferred} of its DEFERRABLE clause
     */
    record References(
        @Nullable Name constraintName, List<Name> columns, ForeignKey target, boolean deferral)
        implements TableConstraint {}
  }

  /**
   * {@code REFERENCES table(columns) ON DELETE ... ON UPDATE ...}. MATCH and ON INSERT are void.
   */
  public record ForeignKey(
      Name table, List<Name> columns, ReferenceAction onDelete, ReferenceAction onUpdate) {}

  /** What a change of the parent does to the children. */
  public enum ReferenceAction {
    NO_ACTION,
    RESTRICT,
    SET_NULL,
    SET_DEFAULT,
    CASCADE
  }
}
