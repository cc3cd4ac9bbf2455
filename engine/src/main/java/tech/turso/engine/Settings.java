package tech.turso.engine;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import tech.turso.codegen.PragmaHost;
import tech.turso.plan.ConnectionFlag;

/** What pragmas have set for a connection, beyond what its databases and transaction keep. */
final class Settings {
  private static final int MOST_THREADS = 8;
  private static final int WAL_AUTOCHECKPOINT = 1000;

  private final Set<ConnectionFlag> flags = EnumSet.copyOf(ConnectionFlag.initial());
  private final Map<PragmaHost.Limit, Long> limits = new EnumMap<>(PragmaHost.Limit.class);

  /** 0 default, 1 file, 2 memory. */
  int tempStore;

  /** Kept for those who ask; temporary files are where the platform has them. */
  String tempStoreDirectory = "";

  /** Whether databases that are attached keep their locks after transactions. */
  boolean exclusiveLocking;

  /** Bytes of files that may be mapped into memory. They are not, whatever this says. */
  long mmapBytes;

  Settings() {
    for (PragmaHost.Limit limit : PragmaHost.Limit.values()) {
      limits.put(limit, limit == PragmaHost.Limit.WAL_AUTOCHECKPOINT ? WAL_AUTOCHECKPOINT : 0L);
    }
  }

  /** What is on now. */
  Set<ConnectionFlag> flags() {
    return EnumSet.copyOf(flags);
  }

  boolean isOn(ConnectionFlag flag) {
    return flags.contains(flag);
  }

  void turn(ConnectionFlag flag, boolean on) {
    if (on) {
      flags.add(flag);
    } else {
      flags.remove(flag);
    }
  }

  long limit(PragmaHost.Limit which) {
    return limits.getOrDefault(which, 0L);
  }

  /** Sets a limit. The soft limit of the heap is never above the hard one, if there is one. */
  void limit(PragmaHost.Limit which, long value) {
    limits.put(which, which == PragmaHost.Limit.THREADS ? Math.min(value, MOST_THREADS) : value);
    long hard = limit(PragmaHost.Limit.HARD_HEAP);
    long soft = limit(PragmaHost.Limit.SOFT_HEAP);
    if (hard > 0 && (soft == 0 || soft > hard)) {
      limits.put(PragmaHost.Limit.SOFT_HEAP, hard);
    }
  }
}
