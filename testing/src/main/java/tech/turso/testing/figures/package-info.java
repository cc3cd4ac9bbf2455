/** Measured figures, kept in {@code docs/figures} as tables that documents are made from. */
package tech.turso.testing.figures;
