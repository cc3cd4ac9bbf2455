/**
 * The interpreter of the virtual machine: {@link tech.turso.vdbe.exec.Vm} runs a {@link
 * tech.turso.vdbe.program.Program} for a connection, the {@link tech.turso.vdbe.exec.VmHost}.
 *
 * <p>Invariants: M1, a register never shows bytes that may change while it shows them: those of
 * trees that are being written are copied. M2, a cursor's decoded row is used only while its stamp
 * is the machine's. M3, a run that has begun ends exactly once for the transaction, by its end, an
 * error or a reset. M4, no method of the loop is large: HotSpot compiles none above 8000 bytes of
 * bytecode.
 *
 * <p>One thread at a time uses a machine; {@link tech.turso.vdbe.exec.Interrupt} alone is for any.
 */
package tech.turso.vdbe.exec;
