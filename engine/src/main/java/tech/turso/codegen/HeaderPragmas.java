package tech.turso.codegen;

import org.jspecify.annotations.Nullable;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/** The pragmas that read and set fields of the file's header. */
final class HeaderPragmas {
  // SQLite's numbers of the fields: BTREE_*.
  private static final int FREE_PAGES = 0;
  private static final int SCHEMA_COOKIE = 1;
  private static final int DEFAULT_CACHE_SIZE = 3;
  private static final int USER_VERSION = 6;
  private static final int APPLICATION_ID = 8;
  private static final int DATA_VERSION = 15;

  private HeaderPragmas() {}

  static void emit(PragmaCall call) {
    switch (call.pragma()) {
      case USER_VERSION -> field(call, USER_VERSION);
      case APPLICATION_ID -> field(call, APPLICATION_ID);
      case SCHEMA_VERSION -> field(call, SCHEMA_COOKIE);
      case FREELIST_COUNT -> read(call, FREE_PAGES);
      case DATA_VERSION -> read(call, DATA_VERSION);
      case DEFAULT_CACHE_SIZE -> defaultCacheSize(call);
      default -> throw new AssertionError(call.pragma());
    }
  }

  private static void field(PragmaCall call, int field) {
    @Nullable String value = call.value();
    if (value == null) {
      read(call, field);
      return;
    }
    call.emission().usesHeader(call.database(), true);
    call.builder().add(Op.SET_COOKIE, call.database(), field, PragmaValue.integer(value), null, 1);
  }

  private static void read(PragmaCall call, int field) {
    call.emission().usesHeader(call.database(), false);
    ProgramBuilder b = call.builder();
    int register = b.register();
    b.add(Op.READ_COOKIE, call.database(), register, field);
    b.add(Op.RESULT_ROW, register, 1);
  }

  /** The absolute value of the field, or the default where that is 0. */
  private static void defaultCacheSize(PragmaCall call) {
    @Nullable String value = call.value();
    ProgramBuilder b = call.builder();
    if (value != null) {
      int read = PragmaValue.integer(value);
      int size = read < 0 ? read == Integer.MIN_VALUE ? Integer.MAX_VALUE : -read : read;
      call.usesDatabase(true);
      b.add(Op.SET_COOKIE, call.database(), DEFAULT_CACHE_SIZE, size);
      call.host().cacheSize(call.database(), size);
      return;
    }
    call.usesDatabase(false);
    int size = b.register();
    int zero = b.register();
    int show = b.label();
    b.add(Op.READ_COOKIE, call.database(), size, DEFAULT_CACHE_SIZE);
    b.add(Op.IF_POS, size, show);
    b.add(Op.INTEGER, 0, zero);
    b.add(Op.SUBTRACT, size, zero, size);
    b.add(Op.IF_POS, size, show);
    b.add(Op.INTEGER, PragmaHost.DEFAULT_CACHE_SIZE, size);
    b.resolve(show);
    b.add(Op.RESULT_ROW, size, 1);
  }
}
