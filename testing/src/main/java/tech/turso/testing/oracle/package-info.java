/**
 * The same statements on SQLite and on this engine: {@link tech.turso.testing.oracle.Comparison}
 * finds the first answer that differs, {@link tech.turso.testing.oracle.Minimizer} makes the script
 * that leads there short.
 */
package tech.turso.testing.oracle;
