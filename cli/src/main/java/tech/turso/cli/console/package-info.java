/**
 * The line editor of interactive use, over JLine: {@link tech.turso.cli.console.ConsoleLines} reads
 * statements, {@link tech.turso.cli.console.SqlCompleter} completes and {@link
 * tech.turso.cli.console.SqlHighlighter} colours them. No other package uses JLine.
 */
package tech.turso.cli.console;
