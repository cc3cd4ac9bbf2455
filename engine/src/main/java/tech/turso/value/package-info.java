/**
 * Values and what compares and converts them: {@link tech.turso.value.Register}, {@link
 * tech.turso.value.Affinity}, {@link tech.turso.value.Collation}, {@link tech.turso.value.KeyInfo},
 * {@link tech.turso.value.Numbers}.
 *
 * <p>Invariants: V1, text in a register is UTF-8 (perhaps not valid), whatever the file's encoding.
 * V2, a register never holds NaN. V3, bytes in a register are never written through it. A register
 * is used by one thread.
 */
package tech.turso.value;
