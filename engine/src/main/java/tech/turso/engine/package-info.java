/**
 * Connections and statements: reads {@code sqlite_schema}, compiles, runs, and wires the layers
 * together. The only package that sees all others.
 */
package tech.turso.engine;
