/**
 * What programs use: {@link tech.turso.api.Connection} and {@link tech.turso.api.Statement}, shaped
 * like SQLite's own C interface. Failures are {@link tech.turso.api.TursoException}s with SQLite's
 * code and message.
 *
 * <p>A connection and its statements may be used from any thread; calls are serialised. Only {@link
 * tech.turso.api.Connection#interrupt()} may overtake a running call.
 */
package tech.turso.api;
