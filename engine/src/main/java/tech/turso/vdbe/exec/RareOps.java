package tech.turso.vdbe.exec;

import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.value.Arithmetic;
import tech.turso.value.Register;
import tech.turso.value.Truth;
import tech.turso.vdbe.program.Codes;
import tech.turso.vdbe.program.Op;

/**
 * Dispatches the instructions that do not run for every row, so that the loop for those that do
 * stays small. {@link Vm#pc} is the address; the next one is returned, or one of {@link Vm#ROW} and
 * its kin.
 */
final class RareOps {
  private RareOps() {}

  static int execute(Vm vm, int pc, int[] code, int at) {
    Register[] r = vm.r;
    switch (code[at]) {
      case Codes.INIT -> {
        return code[at + 2] != 0 ? code[at + 2] : pc + 1;
      }
      case Codes.HALT -> {
        return ControlOps.halt(vm, code, at);
      }
      case Codes.HALT_IF_NULL -> {
        return ControlOps.haltIfNull(vm, code, at, pc);
      }
      case Codes.INIT_COROUTINE -> {
        return ControlOps.initCoroutine(vm, code, at, pc);
      }
      case Codes.END_COROUTINE -> {
        return ControlOps.endCoroutine(vm, code, at, pc);
      }
      case Codes.ELSE_EQ -> {
        return jump(vm.compare == 0, code, at, pc);
      }
      case Codes.IF_NOT_ZERO -> {
        return jump(ControlOps.ifNotZero(vm, code, at), code, at, pc);
      }
      case Codes.MUST_BE_INT -> {
        return jump(ControlOps.mustBeInt(vm, code, at), code, at, pc);
      }
      case Codes.OFFSET_LIMIT -> ControlOps.offsetLimit(vm, code, at);
      case Codes.ADD_IMM -> ControlOps.addImm(vm, code, at);
      case Codes.MEM_MAX -> ControlOps.memMax(vm, code, at);
      case Codes.BEGIN_SUBRTN -> ValueOps.setNulls(vm, code, at);
      case Codes.INT64 -> r[code[at + 2]].setInteger(longOf(vm.p4()));
      case Codes.REAL -> r[code[at + 2]].setReal(doubleOf(vm.p4()));
      case Codes.STRING -> r[code[at + 2]].setText(vm.frame.program.text(pc));
      case Codes.BLOB -> ValueOps.blob(vm, code, at);
      case Codes.SOFT_NULL -> r[code[at + 1]].setNull();
      case Codes.VARIABLE -> ValueOps.variable(vm, code, at);
      case Codes.MOVE -> ValueOps.move(vm, code, at);
      case Codes.INT_COPY -> r[code[at + 2]].setInteger(r[code[at + 1]].integer);
      case Codes.CONCAT -> ValueOps.concat(vm, code, at);
      case Codes.BIT_AND -> Arithmetic.bitAnd(r[code[at + 2]], r[code[at + 1]], r[code[at + 3]]);
      case Codes.BIT_OR -> Arithmetic.bitOr(r[code[at + 2]], r[code[at + 1]], r[code[at + 3]]);
      case Codes.SHIFT_LEFT ->
          Arithmetic.shiftLeft(r[code[at + 2]], r[code[at + 1]], r[code[at + 3]]);
      case Codes.SHIFT_RIGHT ->
          Arithmetic.shiftRight(r[code[at + 2]], r[code[at + 1]], r[code[at + 3]]);
      case Codes.BIT_NOT -> Arithmetic.bitNot(r[code[at + 1]], r[code[at + 2]]);
      case Codes.NEGATIVE -> Arithmetic.negate(r[code[at + 1]], r[code[at + 2]]);
      case Codes.NOT -> Truth.not(r[code[at + 1]], r[code[at + 2]]);
      case Codes.AND -> Truth.and(r[code[at + 1]], r[code[at + 2]], r[code[at + 3]]);
      case Codes.OR -> Truth.or(r[code[at + 1]], r[code[at + 2]], r[code[at + 3]]);
      case Codes.IS_TRUE -> ValueOps.isTrue(vm, code, at);
      case Codes.CAST -> ValueOps.cast(vm, code, at);
      case Codes.TYPE_CHECK -> ValueOps.typeCheck(vm, code, at);
      case Codes.IS_TYPE -> {
        return jump(ColumnOps.isType(vm, code, at), code, at, pc);
      }
      case Codes.ZERO_OR_NULL -> ValueOps.zeroOrNull(vm, code, at);
      case Codes.CLR_SUBTYPE -> r[code[at + 1]].subtype = 0;
      case Codes.GET_SUBTYPE -> ValueOps.getSubtype(vm, code, at);
      case Codes.SET_SUBTYPE -> ValueOps.setSubtype(vm, code, at);
      case Codes.NOOP, Codes.EXPLAIN, Codes.TRACE -> {}
      default -> {
        return onCursors(vm, pc, code, at);
      }
    }
    return pc + 1;
  }

  private static int onCursors(Vm vm, int pc, int[] code, int at) {
    switch (code[at]) {
      case Codes.OPEN_READ -> CursorOps.open(vm, code, at, false);
      case Codes.OPEN_WRITE -> CursorOps.open(vm, code, at, true);
      case Codes.REOPEN_IDX -> CursorOps.reopen(vm, code, at);
      case Codes.OPEN_DUP -> CursorOps.openDup(vm, code, at);
      case Codes.OPEN_EPHEMERAL, Codes.OPEN_AUTOINDEX -> CursorOps.openEphemeral(vm, code, at);
      case Codes.OPEN_PSEUDO -> CursorOps.openPseudo(vm, code, at);
      case Codes.CLOSE -> CursorOps.close(vm, code, at);
      case Codes.NULL_ROW -> CursorOps.nullRow(vm, code, at);
      case Codes.REWIND, Codes.SORT -> {
        return jump(CursorOps.rewind(vm, code, at), code, at, pc);
      }
      case Codes.LAST -> {
        return jump(CursorOps.last(vm, code, at), code, at, pc);
      }
      case Codes.SEEK_END -> CursorOps.seekEnd(vm, code, at);
      case Codes.SEEK_SCAN -> {
        return SeekOps.seekScan(vm, code, at, pc);
      }
      case Codes.SEEK_HIT -> SeekOps.seekHit(vm, code, at);
      case Codes.IF_NO_HOPE -> {
        return jump(SeekOps.ifNoHope(vm, code, at, pc), code, at, pc);
      }
      case Codes.IF_EMPTY -> {
        return jump(CursorOps.isEmpty(vm, code, at), code, at, pc);
      }
      case Codes.IF_SIZE_BETWEEN -> {
        return jump(CursorOps.isSizeBetween(vm, code, at), code, at, pc);
      }
      case Codes.IF_NOT_OPEN -> {
        return jump(vm.cursors[code[at + 1]].nullRow, code, at, pc);
      }
      case Codes.IF_NULL_ROW -> {
        VdbeCursor cursor = vm.cursors[code[at + 1]];
        boolean isNull = cursor != VdbeCursor.CLOSED && cursor.nullRow;
        if (isNull) {
          vm.r[code[at + 3]].setNull();
        }
        return jump(isNull, code, at, pc);
      }
      case Codes.FINISH_SEEK -> vm.cursors[code[at + 1]].finishSeek();
      case Codes.COUNT -> CursorOps.count(vm, code, at);
      case Codes.ROW_DATA -> CursorOps.rowData(vm, code, at);
      case Codes.ROW_CELL -> WriteOps.rowCell(vm, code, at);
      case Codes.DELETE -> WriteOps.delete(vm, code, at);
      case Codes.IDX_DELETE -> WriteOps.idxDelete(vm, code, at);
      case Codes.RESET_SORTER -> WriteOps.resetSorter(vm, code, at);
      case Codes.CLEAR -> WriteOps.clear(vm, code, at);
      case Codes.SEQUENCE -> CursorOps.sequence(vm, code, at);
      case Codes.SEQUENCE_TEST -> {
        return jump(vm.cursors[code[at + 1]].sequence++ == 0, code, at, pc);
      }
      case Codes.SORTER_OPEN -> SorterOps.open(vm, code, at);
      case Codes.SORTER_SORT -> {
        return jump(CursorOps.rewind(vm, code, at), code, at, pc);
      }
      case Codes.SORTER_COMPARE -> {
        return jump(SorterOps.compare(vm, code, at, pc), code, at, pc);
      }
      case Codes.ROW_SET_ADD -> SetOps.rowSetAdd(vm, code, at);
      case Codes.ROW_SET_READ -> {
        return jump(SetOps.rowSetRead(vm, code, at), code, at, pc);
      }
      case Codes.ROW_SET_TEST -> {
        return jump(SetOps.rowSetTest(vm, code, at, pc), code, at, pc);
      }
      case Codes.FILTER_ADD -> SetOps.filterAdd(vm, code, at, pc);
      case Codes.AGG_RESET -> FunctionOps.aggregateReset(vm, code, at);
      case Codes.AGG_INVERSE -> FunctionOps.aggregateInverse(vm, code, at, pc);
      case Codes.AGG_VALUE -> FunctionOps.aggregateValue(vm, code, at, pc);
      case Codes.AGG_FINAL -> FunctionOps.aggregateFinal(vm, code, at, pc);
      case Codes.PURE_FUNC -> FunctionOps.function(vm, code, at, pc);
      case Codes.V_OPEN -> VirtualOps.open(vm, code, at);
      case Codes.V_FILTER -> {
        return jump(VirtualOps.filter(vm, code, at, pc), code, at, pc);
      }
      case Codes.V_COLUMN -> VirtualOps.column(vm, code, at, pc);
      case Codes.V_NEXT -> {
        return jump(VirtualOps.next(vm, code, at), code, at, pc);
      }
      default -> {
        return onDatabases(vm, pc, code, at);
      }
    }
    return pc + 1;
  }

  private static int onDatabases(Vm vm, int pc, int[] code, int at) {
    VmHost host = vm.host;
    int p1 = code[at + 1];
    switch (code[at]) {
      case Codes.TRANSACTION -> TransactionOps.transaction(vm, code, at, pc);
      case Codes.AUTO_COMMIT -> {
        return TransactionOps.autoCommit(vm, code, at);
      }
      case Codes.SAVEPOINT -> {
        return TransactionOps.savepoint(vm, code, at, pc);
      }
      case Codes.RESET_COUNT -> TransactionOps.resetCount(vm);
      case Codes.FK_COUNTER -> TransactionOps.fkCounter(vm, code, at);
      case Codes.FK_IF_ZERO -> {
        return jump(TransactionOps.fkIfZero(vm, code, at), code, at, pc);
      }
      case Codes.FK_CHECK -> TransactionOps.fkCheck(vm);
      case Codes.PROGRAM -> {
        return TriggerOps.program(vm, pc, code, at);
      }
      case Codes.PARAM -> TriggerOps.param(vm, code, at);
      case Codes.READ_COOKIE -> SchemaOps.readCookie(vm, code, at);
      case Codes.SET_COOKIE -> SchemaOps.setCookie(vm, code, at);
      case Codes.CREATE_BTREE -> SchemaOps.createBtree(vm, code, at);
      case Codes.DESTROY -> SchemaOps.destroy(vm, code, at);
      case Codes.PARSE_SCHEMA -> SchemaOps.parseSchema(vm, code, at);
      case Codes.SQL_EXEC -> SchemaOps.sqlExec(vm, code, at);
      case Codes.LOAD_ANALYSIS -> host.loadStatistics(p1);
      case Codes.DROP_TABLE -> host.forgetTable(p1, SchemaOps.name(vm.p4()));
      case Codes.DROP_INDEX -> host.forgetIndex(p1, SchemaOps.name(vm.p4()));
      case Codes.DROP_TRIGGER -> host.forgetTrigger(p1, SchemaOps.name(vm.p4()));
      case Codes.INTEGRITY_CK -> SchemaOps.integrityCk(vm, code, at);
      case Codes.I_FIND_KEY -> {
        return jump(!NearKey.find(vm, code, at), code, at, pc);
      }
      case Codes.EXPIRE -> SchemaOps.expire(vm, code, at);
      case Codes.JOURNAL_MODE -> SchemaOps.journalMode(vm, code, at);
      case Codes.CHECKPOINT -> SchemaOps.checkpoint(vm, code, at);
      case Codes.VACUUM -> SchemaOps.vacuum(vm, code, at);
      case Codes.INCR_VACUUM -> {
        return jump(SchemaOps.incrVacuum(vm, code, at), code, at, pc);
      }
      case Codes.PAGECOUNT -> vm.r[code[at + 2]].setInteger(host.pageCount(p1));
      case Codes.MAX_PGCNT -> vm.r[code[at + 2]].setInteger(host.maxPageCount(p1, code[at + 3]));
      case Codes.CHANGES -> vm.r[code[at + 2]].setInteger(vm.statement.changes);
      default -> throw new DbException.Internal("instruction " + Op.at(code[at]) + " at " + pc);
    }
    return pc + 1;
  }

  private static int jump(boolean taken, int[] code, int at, int pc) {
    return taken ? code[at + 2] : pc + 1;
  }

  private static long longOf(@Nullable Object p4) {
    if (p4 instanceof Long value) {
      return value;
    }
    throw new DbException.Internal("Int64 without a Long");
  }

  private static double doubleOf(@Nullable Object p4) {
    if (p4 instanceof Double value) {
      return value;
    }
    throw new DbException.Internal("Real without a Double");
  }
}
