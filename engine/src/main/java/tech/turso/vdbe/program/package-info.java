/**
 * What a statement is compiled to: {@link tech.turso.vdbe.program.Op} the instructions, {@link
 * tech.turso.vdbe.program.ProgramBuilder} to make and {@link tech.turso.vdbe.program.Program} to
 * run.
 */
package tech.turso.vdbe.program;
