/**
 * Calls of all functions through SQL, with arguments of all types, on SQLite and on this engine:
 * {@link tech.turso.testing.calls.CallFuzz}.
 */
package tech.turso.testing.calls;
