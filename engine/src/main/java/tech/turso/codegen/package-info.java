/**
 * From plans to programs. {@link tech.turso.codegen.Emission} holds what one statement shares: the
 * program builder, the registers of constants, the cursors of sources. An emitter per subject
 * writes its instructions: expressions, loops, queries, inserts, schemas.
 *
 * <p>Invariants: G1, a register that {@link tech.turso.codegen.ExprEmitter#emit} returns may be
 * shared and is only read. G2, code for an expression stands where the cursors of all sources it
 * reads are on a row. G3, every program begins with Init and ends with the block that opens the
 * transactions, computes constants and jumps back.
 */
package tech.turso.codegen;
