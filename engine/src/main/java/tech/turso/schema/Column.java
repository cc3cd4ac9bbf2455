package tech.turso.schema;

import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.sql.ast.Expr;
import tech.turso.value.Affinity;

/**
 * A column of a table.
 *
 * @param name as created
 * @param declaredType the type's text, "" if none
 * @param affinity what the type prefers
 * @param collation name of its collation, "BINARY" if none was named
 * @param notNull what a NULL does if the statement does not say; null if NULLs are allowed
 * @param defaultValue the DEFAULT expression
 * @param defaultText its text, as {@code PRAGMA table_info} shows it
 * @param generated the expression of a generated column
 * @param stored whether a generated column is stored
 * @param hidden whether {@code *} leaves it out
 */
public record Column(
    String name,
    String declaredType,
    Affinity affinity,
    String collation,
    @Nullable ConflictAction notNull,
    @Nullable Expr defaultValue,
    @Nullable String defaultText,
    @Nullable Expr generated,
    boolean stored,
    boolean hidden) {}
