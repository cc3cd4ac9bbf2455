package tech.turso.engine;

import tech.turso.base.Ascii;
import tech.turso.sql.parser.Parameters;
import tech.turso.sql.parser.Sql;
import tech.turso.value.Numbers;
import tech.turso.value.Register;
import tech.turso.vdbe.exec.Vm;

/** A statement's text with the values bound in place of its parameters. */
final class ExpandedSql {
  private ExpandedSql() {}

  static String of(String sql, Parameters parameters, Vm vm) {
    StringBuilder out = new StringBuilder();
    for (Sql.Piece piece : Sql.pieces(sql, parameters)) {
      out.append(piece.before());
      if (piece.number() > 0) {
        append(out, vm.parameter(piece.number()));
      }
    }
    return out.toString();
  }

  private static void append(StringBuilder out, Register value) {
    switch (value.type) {
      case Register.NULL -> out.append("NULL");
      case Register.INTEGER -> out.append(value.integer);
      case Register.REAL -> out.append(Numbers.realText(value.real));
      case Register.TEXT ->
          out.append('\'').append(value.decodeText().replace("'", "''")).append('\'');
      default -> {
        if (value.zeros > 0 && value.length == 0) {
          out.append("zeroblob(").append(value.zeros).append(')');
        } else {
          out.append("x'").append(Ascii.toHex(value.toBytes())).append('\'');
        }
      }
    }
  }
}
