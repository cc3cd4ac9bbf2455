package tech.turso.vfs.sim;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;

/**
 * What shall go wrong for one simulated process, and when. Calls are counted from 1, each kind by
 * itself, since the process began or {@link #reset} was called; so a test can let the first, the
 * second, ... call fail until {@link #hasFired} says that the workload ended before.
 *
 * <p>A <em>step</em> is a call that changes the disk: opening a file that is created by it, write,
 * truncate, sync, delete.
 */
public final class Faults {
  private final long[] counts = new long[CallKind.values().length];
  private final List<Planned> planned = new ArrayList<>();
  private long steps;
  private long crashStep = Long.MAX_VALUE;
  private long spaceLeft = Long.MAX_VALUE;
  private boolean fired;

  private record Planned(
      @Nullable CallKind kind, long first, boolean persistently, @Nullable ResultCode code) {}

  Faults() {}

  /** Forgets all plans and counts from 1 again. */
  public synchronized void reset() {
    java.util.Arrays.fill(counts, 0);
    planned.clear();
    steps = 0;
    crashStep = Long.MAX_VALUE;
    spaceLeft = Long.MAX_VALUE;
    fired = false;
  }

  /** Cuts the power in that step; part of what the step does may reach the disk. */
  public synchronized void crashAtStep(long step) {
    crashStep = step;
  }

  /** Fails that call of the kind, once, as a real one would. */
  public void fail(CallKind kind, long number) {
    fail(kind, number, kind.usualFailure());
  }

  /** Fails that call of the kind, once, with a code. */
  public synchronized void fail(CallKind kind, long number, ResultCode code) {
    planned.add(new Planned(kind, number, false, code));
  }

  /** Fails that call of the kind and all later ones with a code. */
  public synchronized void failFrom(CallKind kind, long number, ResultCode code) {
    planned.add(new Planned(kind, number, true, code));
  }

  /** Fails that call, counted over all kinds, once or from then on, as a real one would. */
  public synchronized void failAny(long number, boolean persistently) {
    planned.add(new Planned(null, number, persistently, null));
  }

  /** Lets that read see the file end before it does. */
  public synchronized void shortRead(long number) {
    planned.add(new Planned(CallKind.READ, number, false, ResultCode.IOERR_SHORT_READ));
  }

  /** Lets files grow by so many bytes together before the disk is full. */
  public synchronized void fullAfter(long bytes) {
    spaceLeft = bytes;
  }

  /** Calls of a kind so far. */
  public synchronized long count(CallKind kind) {
    return counts[kind.ordinal()];
  }

  /** Calls of all kinds so far. */
  public synchronized long count() {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  /** Calls so far that changed the disk. */
  public synchronized long steps() {
    return steps;
  }

  /** Whether anything that was planned has happened. */
  public synchronized boolean hasFired() {
    return fired;
  }

  /** Counts a call; the code with which it shall fail, or null. */
  synchronized @Nullable ResultCode count(CallKind kind, boolean step) {
    counts[kind.ordinal()]++;
    if (step) {
      steps++;
    }
    long all = count();
    ResultCode code = null;
    for (Iterator<Planned> plans = planned.iterator(); plans.hasNext(); ) {
      Planned plan = plans.next();
      long number = plan.kind == null ? all : counts[kind.ordinal()];
      boolean hit = plan.persistently ? number >= plan.first : number == plan.first;
      if (hit && (plan.kind == null || plan.kind == kind)) {
        fired = true;
        code = plan.code == null ? kind.usualFailure() : plan.code;
        if (!plan.persistently) {
          plans.remove();
        }
      }
    }
    return code;
  }

  /** Whether the step that was just counted is that of the crash, or one after it. */
  synchronized boolean isCrashStep() {
    if (steps < crashStep) {
      return false;
    }
    fired = true;
    return true;
  }

  /** Takes space for a growth; how much of it there is. */
  synchronized long take(long bytes) {
    long taken = Math.min(Math.max(bytes, 0), spaceLeft);
    if (spaceLeft != Long.MAX_VALUE) {
      spaceLeft -= taken;
    }
    fired |= taken < bytes;
    return taken;
  }

  static DbException failure(ResultCode code) {
    return code == ResultCode.FULL ? new DbException.Full(null) : new DbException.Io(code, null);
  }
}
