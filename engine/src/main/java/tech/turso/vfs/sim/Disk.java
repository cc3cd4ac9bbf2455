package tech.turso.vfs.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tech.turso.vfs.memory.SparseBytes;

/**
 * The names of the simulated disk's files: as processes see them, and as they are on the disk for
 * certain, with the changes between the two by directory. All calls hold the disk's monitor.
 */
final class Disk {
  final long seed;
  final SimulatedClock clock = new SimulatedClock();
  final SimulatedRandomness decisions;
  int sectorBytes = 4096;
  boolean powersafeOverwrite = true;
  boolean upgradesAtomically = true;
  boolean off;

  private final Map<String, SimulatedNode> names = new TreeMap<>();
  private final Map<String, SimulatedNode> durableNames = new TreeMap<>();
  private final List<Change> pending = new ArrayList<>();
  private final Set<String> readOnly = new HashSet<>();

  /** A name that leads to another file from now on, or to none. */
  private record Change(String name, @Nullable SimulatedNode node) {}

  Disk(long seed) {
    this.seed = seed;
    decisions = new SimulatedRandomness(~seed);
  }

  @Nullable SimulatedNode find(String name) {
    return names.get(name);
  }

  SimulatedNode create(String name) {
    var node = new SimulatedNode(new SparseBytes());
    change(new Change(name, node), names);
    pending.add(new Change(name, node));
    return node;
  }

  void delete(String name) {
    change(new Change(name, null), names);
    pending.add(new Change(name, null));
  }

  /** Puts a file there as if it had been there always. */
  void install(String name, SimulatedNode node) {
    pending.removeIf(change -> change.name.equals(name));
    names.put(name, node);
    durableNames.put(name, node);
  }

  /** Makes the names in the directory of {@code name} durable. */
  void syncDirectory(String name) {
    String directory = directoryOf(name);
    for (int i = 0; i < pending.size(); i++) {
      Change change = pending.get(i);
      if (directoryOf(change.name).equals(directory)) {
        change(change, durableNames);
        pending.remove(i--);
      }
    }
  }

  List<String> names() {
    return List.copyOf(names.keySet());
  }

  void setReadOnly(String name, boolean value) {
    if (value) {
      readOnly.add(name);
    } else {
      readOnly.remove(name);
    }
  }

  /** Whether the name, or a new one in its directory, may not be written. */
  boolean isReadOnly(String name) {
    return readOnly.contains(name)
        || !names.containsKey(name) && readOnly.contains(directoryOf(name));
  }

  Outcome outcome(SimulatedRandomness random) {
    return new Outcome(random, sectorBytes, powersafeOverwrite);
  }

  /** One of the disks that this one may be if the power is cut now; this one is not changed. */
  Disk afterPowerLoss(long which) {
    var random = new SimulatedRandomness(seed * 31 + which);
    random.nextLong();
    Disk next = sameKind(random.nextLong());
    Outcome outcome = outcome(random);
    survivingNames(random, outcome)
        .forEach(
            (name, node) -> next.install(name, new SimulatedNode(node.afterPowerLoss(outcome))));
    return next;
  }

  /** The disk after all processes have died: what they wrote is there, but not durable. */
  Disk afterKill() {
    Disk next = sameKind(seed + 1);
    names.forEach((name, node) -> next.install(name, new SimulatedNode(node.live.copy())));
    return next;
  }

  private Disk sameKind(long seed) {
    var next = new Disk(seed);
    next.sectorBytes = sectorBytes;
    next.powersafeOverwrite = powersafeOverwrite;
    next.upgradesAtomically = upgradesAtomically;
    next.readOnly.addAll(readOnly);
    next.clock.sleep(clock.nanos() / 1_000_000 + 1000);
    return next;
  }

  private Map<String, SimulatedNode> survivingNames(SimulatedRandomness random, Outcome outcome) {
    Map<String, SimulatedNode> surviving = new TreeMap<>(durableNames);
    if (random.nextBoolean()) {
      // As a file system with one journal: what happened up to some moment.
      int kept = outcome.kept(pending.size());
      pending.subList(0, kept).forEach(change -> change(change, surviving));
      return surviving;
    }
    Map<String, List<Change>> byName = new LinkedHashMap<>();
    for (Change change : pending) {
      byName.computeIfAbsent(change.name, name -> new ArrayList<>()).add(change);
    }
    for (List<Change> changes : byName.values()) {
      int kept = outcome.keptOfName(changes.size());
      changes.subList(0, kept).forEach(change -> change(change, surviving));
    }
    return surviving;
  }

  private static void change(Change change, Map<String, SimulatedNode> names) {
    if (change.node == null) {
      names.remove(change.name);
    } else {
      names.put(change.name, change.node);
    }
  }

  private static String directoryOf(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }
}
