package tech.turso.vdbe.exec;

import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.btree.Btree;

/**
 * Transactions, savepoints and the counters of foreign keys.
 *
 * <p>SQLite: vdbe.c OP_Transaction, OP_AutoCommit, OP_Savepoint, OP_FkCounter and their kin.
 */
final class TransactionOps {
  private TransactionOps() {}

  static void transaction(Vm vm, int[] code, int at, int pc) {
    int database = code[at + 1];
    vm.host.transactions().begin(vm.statement, database, code[at + 2]);
    if (code[at + 4] == 0) {
      return;
    }
    int cookie = vm.host.btree(database).meta(Btree.META_SCHEMA_COOKIE);
    int generation = SeekOps.count(vm, pc);
    if (cookie != code[at + 3] || vm.host.schemaGeneration(database) != generation) {
      vm.host.schemaIsStale(database, cookie);
      vm.expire(false);
      // changes() keeps its value: the statement will be compiled again and counts then.
      vm.statement.countsChanges = false;
      throw new DbException.Sql(ResultCode.SCHEMA, ResultCode.SCHEMA.message());
    }
  }

  static int autoCommit(Vm vm, int[] code, int at) {
    vm.closeCursors();
    DbException failure =
        vm.host.transactions().autocommit(vm.statement, code[at + 1] != 0, code[at + 2] != 0);
    vm.ended();
    if (failure != null) {
      throw failure;
    }
    return Vm.DONE;
  }

  static int savepoint(Vm vm, int[] code, int at, int pc) {
    if (!(vm.p4() instanceof String name)) {
      throw new DbException.Internal("Savepoint without a name");
    }
    boolean ended = vm.host.transactions().savepoint(vm.statement, code[at + 1], name);
    vm.treeChanged();
    if (ended) {
      vm.ended();
      return Vm.DONE;
    }
    return pc + 1;
  }

  static void fkCounter(Vm vm, int[] code, int at) {
    VmTransactions transactions = vm.host.transactions();
    if (code[at + 1] != 0) {
      transactions.addDeferredViolations(code[at + 2]);
    } else if (transactions.defersForeignKeys()) {
      transactions.addDeferredImmediateViolations(code[at + 2]);
    } else {
      vm.statement.violations += code[at + 2];
    }
  }

  /** Whether to jump: no violation is counted. */
  static boolean fkIfZero(Vm vm, int[] code, int at) {
    VmTransactions transactions = vm.host.transactions();
    boolean none =
        code[at + 1] != 0 ? transactions.noDeferredViolations() : vm.statement.violations == 0;
    return none && transactions.noDeferredImmediateViolations();
  }

  static void fkCheck(Vm vm) {
    if (vm.statement.violations != 0) {
      throw new DbException.Constraint(
          ResultCode.CONSTRAINT_FOREIGNKEY, "FOREIGN KEY constraint failed");
    }
  }

  static void resetCount(Vm vm) {
    vm.host.transactions().changed(vm.statement.changes);
    vm.statement.changes = 0;
  }
}
