package tech.turso.codegen;

import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.plan.ChangeRules;
import tech.turso.plan.Target;
import tech.turso.schema.Table;

/** A row in registers that is going to be written, and everything its emitters share. */
final class RowWrite {
  final Emission emission;
  final Target target;
  final Table table;
  final ChangeRules rules;
  final TableCursors cursors;
  final RowRegisters row;

  /** What OR says; NONE if nothing. */
  final ConflictAction override;

  /** Where to go if the row is left out. */
  final int skip;

  /** Whether another row may have the rowid: it was given, or it was changed. */
  final boolean rowidMayExist;

  /** The row that is changed; null if a new one is added. */
  final @Nullable OldRow old;

  /** The ON CONFLICT clauses of an INSERT. */
  final @Nullable UpsertClauses upserts;

  /** For each index the register of its new entry's record; 0 if the entry stays. */
  final int[] entries;

  /** For each index the first register of the fields of its new entry. */
  final int[] fields;

  /** The register of the table's record; 0 if the row is an entry. */
  final int record;

  /** Whether rows in the way may be removed, so that cursors move. */
  boolean mayReplace;

  RowWrite(
      Emission emission,
      Target target,
      ChangeRules rules,
      TableCursors cursors,
      RowRegisters row,
      ConflictAction override,
      int skip,
      boolean rowidMayExist,
      @Nullable OldRow old,
      @Nullable UpsertClauses upserts) {
    this.emission = emission;
    this.target = target;
    this.table = target.table();
    this.rules = rules;
    this.cursors = cursors;
    this.row = row;
    this.override = override;
    this.skip = skip;
    this.rowidMayExist = rowidMayExist;
    this.old = old;
    this.upserts = upserts;
    this.record = table.hasRowid() ? emission.builder().register() : 0;
    this.entries = new int[table.indexes().size()];
    this.fields = new int[entries.length];
    for (int i = 0; i < entries.length; i++) {
      if (old == null || old.changed().touches(table.indexes().get(i))) {
        entries[i] = emission.builder().register();
      }
    }
  }

  /** What a violation does: what the statement says, else the constraint, else ABORT. */
  ConflictAction action(ConflictAction constraint) {
    if (override != ConflictAction.NONE) {
      return override;
    }
    return constraint == ConflictAction.NONE ? ConflictAction.ABORT : constraint;
  }
}
