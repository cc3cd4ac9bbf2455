package tech.turso.func;

import static tech.turso.func.FunctionDef.ANY;
import static tech.turso.func.FunctionDef.builtIn;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tech.turso.base.DbException;
import tech.turso.ext.FunctionFlags;
import tech.turso.func.FunctionDef.Role;
import tech.turso.value.Comparison;
import tech.turso.value.Numbers;
import tech.turso.value.Register;
import tech.turso.value.Truth;

/**
 * Functions of types and choices, and those that tell of the connection and the engine.
 *
 * <p>The compiler replaces the ones with a {@link Role} by jumps that evaluate only the arguments
 * needed; their bodies here give the same results. SQLite: func.c.
 */
final class CoreFunctions {
  /** The version of SQLite that the engine behaves as. */
  private static final byte[] SQLITE_VERSION = ascii(Versions.SQLITE);

  private static final byte[] SOURCE_ID = ascii(Versions.SOURCE_ID);
  private static final byte[] TURSO_VERSION = ascii(Versions.TURSO);

  /** By {@link Register#type}. */
  private static final byte[][] TYPE_NAMES = {
    ascii("null"), ascii("integer"), ascii("real"), ascii("text"), ascii("blob")
  };

  private CoreFunctions() {}

  static List<FunctionDef> all() {
    return List.of(
        builtIn("typeof", 1, 1).scalar(c -> c.result().setText(TYPE_NAMES[c.arg(0).type])),
        builtIn("subtype", 1, 1).flags(FunctionFlags.SUBTYPE).scalar(CoreFunctions::subtype),
        builtIn("coalesce", 2, ANY).role(Role.COALESCE).scalar(CoreFunctions::coalesce),
        builtIn("ifnull", 2, 2).role(Role.COALESCE).scalar(CoreFunctions::coalesce),
        builtIn("nullif", 2, 2).needsCollation().scalar(CoreFunctions::nullIf),
        builtIn("iif", 2, ANY).role(Role.IIF).scalar(CoreFunctions::iif),
        builtIn("if", 2, ANY).role(Role.IIF).scalar(CoreFunctions::iif),
        builtIn("likely", 1, 1).role(Role.LIKELY).scalar(c -> c.resultOf(c.arg(0))),
        builtIn("unlikely", 1, 1).role(Role.UNLIKELY).scalar(c -> c.resultOf(c.arg(0))),
        builtIn("likelihood", 2, 2).role(Role.LIKELIHOOD).scalar(c -> c.resultOf(c.arg(0))),
        builtIn("last_insert_rowid", 0, 0)
            .volatileResult()
            .scalar(c -> c.result().setInteger(c.host().lastInsertRowid())),
        builtIn("changes", 0, 0)
            .volatileResult()
            .scalar(c -> c.result().setInteger(c.host().changes())),
        builtIn("total_changes", 0, 0)
            .volatileResult()
            .scalar(c -> c.result().setInteger(c.host().totalChanges())),
        builtIn("sqlite_version", 0, 0)
            .stableInStatement()
            .scalar(c -> c.result().setText(SQLITE_VERSION)),
        builtIn("sqlite_source_id", 0, 0)
            .stableInStatement()
            .scalar(c -> c.result().setText(SOURCE_ID)),
        builtIn("turso_version", 0, 0)
            .stableInStatement()
            .scalar(c -> c.result().setText(TURSO_VERSION)),
        builtIn("sqlite_compileoption_used", 1, 1)
            .stableInStatement()
            .scalar(CoreFunctions::compileOptionUsed),
        builtIn("sqlite_compileoption_get", 1, 1)
            .stableInStatement()
            .scalar(CoreFunctions::compileOption),
        builtIn("sqlite_log", 2, 2)
            .volatileResult()
            .notInnocuous()
            .flags(FunctionFlags.DIRECTONLY)
            .scalar(CoreFunctions::log),
        loadExtension(1),
        loadExtension(2),
        builtIn("match", 2, 2).volatileResult().notInnocuous().scalar(CoreFunctions::match));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static FunctionDef loadExtension(int args) {
    return builtIn("load_extension", args, args)
        .volatileResult()
        .notInnocuous()
        .flags(FunctionFlags.DIRECTONLY)
        .scalar(CoreFunctions::loadExtension);
  }

  private static void subtype(CallContext c) {
    c.result().setInteger(c.arg(0).subtype & 0xff);
  }

  private static void coalesce(CallContext c) {
    for (int i = 0; i < c.argCount(); i++) {
      if (c.arg(i).type != Register.NULL) {
        c.resultOf(c.arg(i));
        return;
      }
    }
  }

  private static void nullIf(CallContext c) {
    if (Comparison.compare(c.arg(0), c.arg(1), c.collation()) != 0) {
      c.resultOf(c.arg(0));
    }
  }

  private static void iif(CallContext c) {
    int last = c.argCount() - 1;
    for (int i = 0; i < last; i += 2) {
      if (Truth.isTrue(c.arg(i), false)) {
        c.resultOf(c.arg(i + 1));
        return;
      }
    }
    if (last % 2 == 0) {
      c.resultOf(c.arg(last));
    }
  }

  private static void compileOptionUsed(CallContext c) {
    Register name = c.textArg(0);
    if (name != null) {
      c.result().setInteger(CompileOptions.isUsed(name.decodeText()) ? 1 : 0);
    }
  }

  private static void compileOption(CallContext c) {
    int index = (int) Numbers.integerOf(c.arg(0));
    List<String> options = CompileOptions.list();
    if (index >= 0 && index < options.size()) {
      c.result().setText(options.get(index));
    }
  }

  private static void log(CallContext c) {
    Register message = c.textArg(1);
    c.host().log((int) c.longValue(0), message == null ? "(NULL)" : message.decodeText());
  }

  private static void loadExtension(CallContext c) {
    throw new DbException.Sql("not authorized");
  }

  private static void match(CallContext c) {
    throw new DbException.Sql("unable to use function MATCH in the requested context");
  }
}
