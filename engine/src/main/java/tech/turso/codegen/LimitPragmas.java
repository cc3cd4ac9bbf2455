package tech.turso.codegen;

import org.jspecify.annotations.Nullable;

/** The pragmas that set numbers of the connection; each gives the number in force. */
final class LimitPragmas {
  private LimitPragmas() {}

  static void emit(PragmaCall call) {
    switch (call.pragma()) {
      case ANALYSIS_LIMIT -> positive(call, PragmaHost.Limit.ANALYSIS);
      case THREADS -> positive(call, PragmaHost.Limit.THREADS);
      case BUSY_TIMEOUT -> integer(call, PragmaHost.Limit.BUSY_TIMEOUT_MS);
      case WAL_AUTOCHECKPOINT -> integer(call, PragmaHost.Limit.WAL_AUTOCHECKPOINT);
      case SOFT_HEAP_LIMIT -> softHeap(call);
      case HARD_HEAP_LIMIT -> hardHeap(call);
      case SHRINK_MEMORY -> call.host().shrinkMemory();
      default -> throw new AssertionError(call.pragma());
    }
  }

  private static void integer(PragmaCall call, PragmaHost.Limit limit) {
    if (call.value() != null) {
      call.host().limit(limit, Math.max(0, PragmaValue.integer(call.value())));
    }
    call.row(call.host().limit(limit));
  }

  private static void positive(PragmaCall call, PragmaHost.Limit limit) {
    @Nullable Long n = number(call);
    if (n != null && n >= 0) {
      call.host().limit(limit, n & 0x7fffffff);
    }
    call.row(call.host().limit(limit));
  }

  private static void softHeap(PragmaCall call) {
    @Nullable Long n = number(call);
    if (n != null && n >= 0) {
      call.host().limit(PragmaHost.Limit.SOFT_HEAP, n);
    }
    call.row(call.host().limit(PragmaHost.Limit.SOFT_HEAP));
  }

  /** The limit can be made lower here, but neither higher nor given up. */
  private static void hardHeap(PragmaCall call) {
    @Nullable Long n = number(call);
    long now = call.host().limit(PragmaHost.Limit.HARD_HEAP);
    if (n != null && n > 0 && (now == 0 || now > n)) {
      call.host().limit(PragmaHost.Limit.HARD_HEAP, n);
    }
    call.row(call.host().limit(PragmaHost.Limit.HARD_HEAP));
  }

  private static @Nullable Long number(PragmaCall call) {
    return call.value() == null ? null : PragmaValue.wholeLong(call.value());
  }
}
