/**
 * Scripts of SQL made at random from a seed: {@link tech.turso.testing.generate.ScriptGenerator}
 * writes them, {@link tech.turso.testing.generate.Fuzz} runs them on SQLite and on this engine.
 *
 * <p>One rule holds for all that is generated: SQLite promises one answer, whatever plan it
 * chooses. So LIMIT comes with an order of all columns, sums are over numbers that add up exactly,
 * groups are by columns whose equal values are identical, and changes whose result depends on the
 * order of rows read them in the order of their keys.
 */
package tech.turso.testing.generate;
