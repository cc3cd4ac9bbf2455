/**
 * Compiles hot programs to JVM classes with {@code java.lang.classfile}.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>J1. A compiled program does what the interpreter does: for each instruction it calls the
 *       same method of {@code vdbe.exec}; only the dispatch is gone.
 *   <li>J2. It may give up at any address: the interpreter goes on there, with registers and
 *       cursors as they are.
 *   <li>J3. Between a program's start and the target of a backward jump no address is entered from
 *       outside: the JVM's compiler optimises loops of one entry only.
 * </ol>
 *
 * <p>A platform without class definition leaves this package out; the interpreter serves.
 */
@NullMarked
package tech.turso.vdbe.jit;

import org.jspecify.annotations.NullMarked;
