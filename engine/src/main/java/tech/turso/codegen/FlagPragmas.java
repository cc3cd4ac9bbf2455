package tech.turso.codegen;

import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.plan.ConnectionFlag;
import tech.turso.vdbe.program.Op;

/** The pragmas that turn something on or off for the connection. */
final class FlagPragmas {
  private FlagPragmas() {}

  static void emit(PragmaCall call) {
    ConnectionFlag flag = ConnectionFlag.valueOf(call.pragma().name());
    @Nullable String value = call.value();
    if (value == null) {
      if (flag != ConnectionFlag.CASE_SENSITIVE_LIKE) {
        call.row(call.host().isOn(flag));
      }
      return;
    }
    boolean on = PragmaValue.isOn(value, false);
    if (flag != ConnectionFlag.FOREIGN_KEYS || call.host().isAutocommit()) {
      call.host().turn(flag, on);
    }
    if (flag == ConnectionFlag.WRITABLE_SCHEMA && Ascii.equalsIgnoreCase(value, "reset")) {
      call.host().forgetSchemas();
    }
    call.builder().add(Op.EXPIRE);
  }
}
