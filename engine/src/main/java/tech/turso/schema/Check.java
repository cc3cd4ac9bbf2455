package tech.turso.schema;

import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.sql.ast.Expr;

/**
 * A CHECK constraint.
 *
 * @param name of the constraint, if it has one
 * @param text of the expression, shown when it fails and there is no name
 * @param expr that must not be false
 * @param onConflict what a violation does, if the statement does not say
 */
public record Check(@Nullable String name, String text, Expr expr, ConflictAction onConflict) {}
