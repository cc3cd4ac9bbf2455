/**
 * What programs extend the engine with: scalar, aggregate and window functions.
 *
 * <p>A function is called on the thread that runs the statement, never by two threads at once for
 * one connection. The {@link tech.turso.ext.FunctionContext} that it is given, and arrays obtained
 * from it, are valid during the call only.
 */
package tech.turso.ext;
