/**
 * The syntax tree of SQL: sealed families of immutable records, as written by the user, nothing
 * resolved. {@link tech.turso.sql.ast.Statement} is the root; {@link tech.turso.sql.ast.Expr},
 * {@link tech.turso.sql.ast.Select} and {@link tech.turso.sql.ast.FromClause} are the large
 * families below it.
 *
 * <p>Invariants: A1, positions are 0-based indexes of {@code char}s in the SQL text given to the
 * parser; {@code start} is the first char of the node's first token, {@code end} is just past its
 * last token. A2, lists are unmodifiable and never null; an absent list is empty. A3, {@link
 * tech.turso.sql.ast.Name} keeps the user's spelling; whoever compares names folds ASCII case. A4,
 * parentheses around a single expression leave no node, as in SQLite, where {@code ORDER BY (1)} is
 * {@code ORDER BY 1} and {@code (a)} is the column a; but they count in the positions of the nodes
 * around them. A5, the depth of a tree is bounded by {@link
 * tech.turso.base.Limits#MAX_EXPRESSION_DEPTH} and the parser's own limit of nesting, so recursion
 * over it is safe.
 */
package tech.turso.sql.ast;
