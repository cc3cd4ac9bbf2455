package tech.turso.vfs.sim;

import java.util.ArrayList;
import java.util.List;
import tech.turso.vfs.RangeLocks;
import tech.turso.vfs.memory.SparseBytes;

/**
 * A file on the simulated disk, whatever its name: the bytes that reads see, the bytes that are on
 * the disk for certain, and the changes between the two in their order. Guarded by the disk.
 */
final class SimulatedNode {
  final RangeLocks locks = new RangeLocks();
  final SparseBytes live;
  private SparseBytes durable;
  private final List<Change> pending = new ArrayList<>();

  /** Something done to the file that may not be on the disk yet. */
  private sealed interface Change {
    record Write(long position, byte[] bytes) implements Change {}

    record Truncate(long size) implements Change {}
  }

  /** A file whose bytes are all on the disk. */
  SimulatedNode(SparseBytes durable) {
    this.durable = durable;
    this.live = durable.copy();
  }

  void write(long position, byte[] from, int offset, int length) {
    if (length == 0) {
      return;
    }
    live.write(position, from, offset, length);
    byte[] bytes = new byte[length];
    System.arraycopy(from, offset, bytes, 0, length);
    pending.add(new Change.Write(position, bytes));
  }

  void truncate(long size) {
    live.truncate(size);
    pending.add(new Change.Truncate(size));
  }

  void sync() {
    for (Change change : pending) {
      apply(change, durable);
    }
    pending.clear();
  }

  /** A sync that failed: some changes are on the disk, and the others never will be. */
  void failSync(Outcome outcome) {
    durable = afterPowerLoss(outcome);
    pending.clear();
  }

  /** One of the contents that the disk may have if the power is cut now. */
  SparseBytes afterPowerLoss(Outcome outcome) {
    SparseBytes bytes = durable.copy();
    int kept = outcome.kept(pending.size());
    for (int i = 0; i < kept; i++) {
      Change change = pending.get(i);
      if (change instanceof Change.Write write && outcome.isTorn(i == kept - 1)) {
        outcome.tear(bytes, write.position, write.bytes);
      } else if (outcome.survives()) {
        apply(change, bytes);
      }
    }
    return bytes;
  }

  private static void apply(Change change, SparseBytes bytes) {
    switch (change) {
      case Change.Write write -> bytes.write(write.position, write.bytes, 0, write.bytes.length);
      case Change.Truncate truncate -> bytes.truncate(truncate.size);
    }
  }
}
