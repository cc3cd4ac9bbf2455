package tech.turso.vdbe.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.btree.Btree;
import tech.turso.value.Register;

/**
 * Instructions on whole trees, the schema and whole databases.
 *
 * <p>SQLite: vdbe.c OP_ReadCookie, OP_CreateBtree, OP_Destroy, OP_ParseSchema, OP_IntegrityCk,
 * OP_JournalMode and their kin.
 */
final class SchemaOps {
  private static final int TEMP = 1;

  private SchemaOps() {}

  static void readCookie(Vm vm, int[] code, int at) {
    vm.r[code[at + 2]].setInteger(vm.host.btree(code[at + 1]).meta(code[at + 3]));
  }

  static void setCookie(Vm vm, int[] code, int at) {
    int database = code[at + 1];
    int field = code[at + 2];
    int value = code[at + 3];
    vm.host.btree(database).setMeta(field, value);
    if (field == Btree.META_SCHEMA_COOKIE) {
      vm.host.schemaCookieWritten(database, value - code[at + 4]);
    } else if (field == Btree.META_SCHEMA_FORMAT) {
      vm.host.schemaFormatWritten(database, value);
    }
    if (database == TEMP) {
      vm.host.expireStatements(false);
      vm.revive();
    }
  }

  static void createBtree(Vm vm, int[] code, int at) {
    int root = vm.host.btree(code[at + 1]).createTree(code[at + 3] == 2);
    vm.r[code[at + 2]].setInteger(root);
    vm.treeChanged();
  }

  static void destroy(Vm vm, int[] code, int at) {
    Register out = vm.r[code[at + 2]];
    out.setNull();
    if (vm.host.transactions().otherReaders() > 0) {
      vm.errorAction = ConflictAction.ABORT;
      throw new DbException.Busy(ResultCode.LOCKED);
    }
    int root = code[at + 1];
    int database = code[at + 3];
    int moved = vm.host.btree(database).drop(root);
    out.setInteger(moved);
    vm.treeChanged();
    if (moved != 0) {
      vm.host.rootMoved(database, moved, root);
    }
  }

  static void parseSchema(Vm vm, int[] code, int at) {
    String where = vm.p4() instanceof String s ? s : null;
    vm.host.parseSchema(code[at + 1], where);
    if (where == null) {
      vm.revive();
    }
  }

  static String name(@Nullable Object p4) {
    if (p4 instanceof String name) {
      return name;
    }
    throw new DbException.Internal("no name");
  }

  static void sqlExec(Vm vm, int[] code, int at) {
    int limit = (code[at + 1] & 0x02) != 0 ? code[at + 2] : -1;
    vm.host.execute(name(vm.p4()), limit);
    vm.treeChanged();
  }

  static void expire(Vm vm, int[] code, int at) {
    boolean later = code[at + 2] != 0;
    if (code[at + 1] != 0) {
      vm.expire(later);
    } else {
      vm.host.expireStatements(later);
    }
  }

  static void integrityCk(Vm vm, int[] code, int at) {
    if (!(vm.p4() instanceof int[] roots)) {
      throw new DbException.Internal("IntegrityCk without roots");
    }
    Register left = vm.r[code[at + 1]];
    Register out = vm.r[code[at + 1] + 1];
    long[] counts = new long[roots.length];
    int most = (int) Math.min(left.integer + 1, Integer.MAX_VALUE);
    List<String> errors = vm.host.btree(code[at + 4]).integrityCheck(roots, counts, most);
    int p3 = code[at + 3];
    for (int i = 0; i < counts.length && p3 > 0; i++) {
      vm.r[p3 + i].setInteger(counts[i]);
    }
    if (errors.isEmpty()) {
      out.setNull();
    } else {
      left.integer -= errors.size() - 1;
      out.setText(String.join("\n", errors));
    }
    vm.treeChanged();
  }

  static void journalMode(Vm vm, int[] code, int at) {
    vm.r[code[at + 2]].setText(vm.host.journalMode(code[at + 1], code[at + 3]));
  }

  static void checkpoint(Vm vm, int[] code, int at) {
    int[] result = {0, -1, -1};
    vm.host.checkpoint(code[at + 1], code[at + 2], result);
    for (int i = 0; i < result.length; i++) {
      vm.r[code[at + 3] + i].setInteger(result[i]);
    }
  }

  static void vacuum(Vm vm, int[] code, int at) {
    int p2 = code[at + 2];
    String into = null;
    if (p2 > 0) {
      Register path = vm.r[p2];
      if (path.type != Register.TEXT) {
        throw new DbException.Sql("non-text filename");
      }
      into = path.decodeText();
    }
    vm.host.vacuum(code[at + 1], into);
    vm.treeChanged();
  }

  /** Whether to jump: nothing is left to do. */
  static boolean incrVacuum(Vm vm, int[] code, int at) {
    boolean more = vm.host.btree(code[at + 1]).incrementalVacuumStep();
    vm.treeChanged();
    return !more;
  }
}
