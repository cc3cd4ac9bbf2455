/**
 * The built-in functions, one file per family, and the table in which statements find functions.
 *
 * <p>Main types: {@link tech.turso.func.FunctionRegistry}, {@link tech.turso.func.FunctionDef},
 * {@link tech.turso.func.CallContext}, {@link tech.turso.func.FunctionHost}.
 *
 * <p>Invariants: F1, a body reads its arguments through the context and never changes them. F2, the
 * result register is none of the arguments and is NULL when the body is called. F3, a body keeps
 * nothing of the arguments' bytes beyond the call; a result may share them. F4, everything that can
 * grow is held against {@link tech.turso.func.FunctionHost#maxLength()}.
 *
 * <p>Definitions are immutable and shared by all connections; contexts belong to one statement.
 */
package tech.turso.func;
