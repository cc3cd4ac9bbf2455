/**
 * Database files that are corrupt in ways that know the format: cell pointers, children, overflow
 * chains, freelist, pointer maps, header fields, keys out of order, entries missing from indexes.
 * {@link tech.turso.testing.corrupt.IntegrityChecks} compares what SQLite and this engine say of
 * them. Reads the format with code of its own, apart from the engine's.
 *
 * <p>Format: fileformat2 §1.
 */
package tech.turso.testing.corrupt;
