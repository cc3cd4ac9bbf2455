/**
 * The shell {@code tursodb}: starts in {@link tech.turso.cli.Main}, parses its arguments into an
 * {@link tech.turso.cli.Invocation}, reads lines and runs them in a {@link tech.turso.cli.Shell}.
 * Messages, options and exit codes are those of SQLite's shell.
 *
 * <p>What interactive use alone needs (JLine) and what rare arguments need (picocli) is loaded only
 * then: starting must stay fast.
 */
package tech.turso.cli;
