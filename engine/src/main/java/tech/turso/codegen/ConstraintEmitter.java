package tech.turso.codegen;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.plan.Bound;
import tech.turso.plan.Restriction;
import tech.turso.schema.Check;
import tech.turso.schema.Column;
import tech.turso.schema.Table;
import tech.turso.sql.ast.Expr;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits everything between the computing of a row and its writing: NOT NULL, affinities, CHECK,
 * uniqueness, and the records of the row and its index entries.
 *
 * <p>SQLite: insert.c sqlite3GenerateConstraintChecks.
 */
final class ConstraintEmitter {
  private final Emission emission;
  private final ProgramBuilder b;
  private final RowWrite write;
  private final Table table;
  private final RowRegisters row;
  private final Violations violations;
  private boolean hasAffinity;

  ConstraintEmitter(RowWrite write) {
    this.emission = write.emission;
    this.b = emission.builder();
    this.write = write;
    this.table = write.table;
    this.row = write.row;
    this.violations = new Violations(b);
  }

  /** Emits the checks; afterwards the records are in the registers that {@code write} names. */
  void emit() {
    notNull();
    checks();
    if (Arrays.stream(write.entries).anyMatch(register -> register != 0)) {
      applyAffinity();
    }
    new UniqueEmitter(write, violations).emit();
    if (write.record != 0 && !hasRecord) {
      record();
    }
  }

  // ---- NOT NULL ----

  private void notNull() {
    boolean replaced = false;
    boolean generated = false;
    for (int i = 0; i < table.columns().size(); i++) {
      Column c = table.columns().get(i);
      if (c.notNull() == null || i == table.rowidAlias()) {
        continue;
      }
      if (c.generated() != null) {
        generated = true;
      } else if (write.old == null || write.old.changed().column(i)) {
        replaced |= notNull(i, c, c.notNull(), true);
      }
    }
    if (!replaced && !generated) {
      return;
    }
    if (replaced && table.hasGenerated()) {
      new GeneratedColumns(emission, row).emit();
    }
    // What was replaced by a default may still be NULL, and generated columns come last.
    for (int i = 0; i < table.columns().size(); i++) {
      Column c = table.columns().get(i);
      if (c.notNull() == null || i == table.rowidAlias()) {
        continue;
      }
      if (c.generated() != null || write.action(c.notNull()) == ConflictAction.REPLACE) {
        notNull(i, c, c.notNull(), false);
      }
    }
  }

  /**
   * Tests one column.
   *
   * @param mayReplace whether REPLACE puts the default there; else it is ABORT
   * @return whether it does
   */
  private boolean notNull(int i, Column c, ConflictAction constraint, boolean mayReplace) {
    ConflictAction action = write.action(constraint);
    int register = row.slot(i);
    @Nullable Expr value = c.defaultValue();
    if (action == ConflictAction.REPLACE) {
      if (mayReplace && value != null) {
        int present = b.add(Op.NOT_NULL, register, 0);
        new DefaultValues(emission).emitInto(c, register);
        b.jumpHere(present);
        return true;
      }
      action = ConflictAction.ABORT;
    }
    if (action == ConflictAction.IGNORE) {
      b.add(Op.IS_NULL, register, write.skip);
    } else {
      violations.haltIfNull(register, table, c, action);
    }
    return false;
  }

  // ---- CHECK ----

  private void checks() {
    if (!write.rules.checks()) {
      return;
    }
    ConflictAction action = write.action(ConflictAction.NONE);
    RowExprs exprs = new RowExprs(emission, row);
    for (Check check : table.checks()) {
      if (write.old != null && !write.old.changed().isReadBy(check.expr())) {
        continue;
      }
      applyAffinity();
      int holds = b.label();
      Bound condition = exprs.bind(check.expr(), Restriction.CHECK);
      emission.exprs().conditions().jumpIfTrue(condition, holds, true);
      if (action == ConflictAction.IGNORE) {
        b.jump(write.skip);
      } else {
        String what = check.name() != null ? check.name() : check.text();
        violations.check(what, action == ConflictAction.REPLACE ? ConflictAction.ABORT : action);
      }
      b.resolve(holds);
    }
  }

  // ---- affinities and the record ----

  private boolean hasRecord;

  /** Converts the values in the registers, once; where the table has a record, by making it. */
  private void applyAffinity() {
    if (hasAffinity) {
      return;
    }
    hasAffinity = true;
    int n = table.storedColumns();
    if (table.isStrict()) {
      b.add(Op.TYPE_CHECK, row.data(), n, 0, row.strictTypes(false), 0);
    } else if (write.record != 0) {
      record();
      hasRecord = true;
    } else {
      b.add(Op.AFFINITY, row.data(), n, 0, row.affinities(), 0);
    }
  }

  private void record() {
    int n = table.storedColumns();
    if (table.isStrict() && !hasAffinity) {
      applyAffinity();
    }
    // SQLite's Affinity makes REALs, which its MakeRecord then stores as they are: so they are in
    // the
    // entries of indexes, and beside them in the table.
    int p5 = hasAffinity && !table.isStrict() ? P5.KEEP_REALS : 0;
    b.add(Op.MAKE_RECORD, row.data(), n, write.record, row.affinities(), p5);
  }
}
