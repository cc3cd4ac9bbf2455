/**
 * The record format: rows as bytes. {@link tech.turso.record.RecordWriter} encodes registers,
 * {@link tech.turso.record.RecordReader} decodes columns lazily, {@link
 * tech.turso.record.KeyComparator} compares an encoded record with registers.
 *
 * <p>Invariants: R1, text in a record is in the file's encoding and text in a register is UTF-8;
 * the conversion happens here and nowhere else. R2, no read leaves the record's own range: a
 * malformed record is {@code Corrupt} or reads as SQLite reads it. All classes are used by one
 * thread at a time.
 *
 * <p>Format: fileformat2 §2.
 */
package tech.turso.record;
