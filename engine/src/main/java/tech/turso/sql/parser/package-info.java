/**
 * SQL text to syntax tree: {@link tech.turso.sql.parser.Parser} is the entry, {@link
 * tech.turso.sql.parser.Sql} holds what a shell asks about text (keywords, completeness).
 *
 * <p>Recursive descent with one token of lookahead; expressions run on an explicit stack of pending
 * operators. The dialect, the messages and the place of every error are those of SQLite's LALR(1)
 * parser, whence the rules: P1, the token an error names is the first that cannot follow. P2, no
 * token is read before SQLite would read it, so that a text's first error is the same. P3, an error
 * of meaning (too many arguments, unknown join type) is raised when the production is complete, and
 * thrown when the next token is accepted; a syntax error at that token takes its place. P4, nesting
 * is counted in symbols of SQLite's parser stack ({@link tech.turso.sql.parser.TokenStream#enter});
 * a text too deep is an error and never overflows the Java stack. P5, the only exception thrown is
 * {@link tech.turso.base.DbException.Sql}.
 *
 * <p>Source: SQLite, "SQL As Understood By SQLite"; parse.y and tokenize.c. A parser is used by one
 * thread.
 */
package tech.turso.sql.parser;
