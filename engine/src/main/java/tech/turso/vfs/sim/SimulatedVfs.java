package tech.turso.vfs.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Clock;
import tech.turso.base.DbException;
import tech.turso.base.Randomness;
import tech.turso.base.ResultCode;
import tech.turso.vfs.Background;
import tech.turso.vfs.FileKind;
import tech.turso.vfs.OpenMode;
import tech.turso.vfs.Vfs;
import tech.turso.vfs.VfsFile;
import tech.turso.vfs.memory.SparseBytes;

/**
 * What one process of a simulated computer sees of it. A test makes the first process with a seed,
 * others with {@link #process}, plans faults with {@link #faults}, ends a process with {@link
 * #kill} or all of them with {@link #crash}, and goes on with what that returns.
 *
 * <pre>{@code
 * for (int step = 1; ; step++) {
 *   var vfs = new SimulatedVfs(seed);
 *   vfs.faults().crashAtStep(step);
 *   try {
 *     workload(vfs);
 *   } catch (SimulatedCrash e) {
 *     // As planned.
 *   }
 *   if (!vfs.faults().hasFired()) {
 *     break;
 *   }
 *   checkRecovered(vfs.crash());
 * }
 * }</pre>
 */
public final class SimulatedVfs implements Vfs {
  private final Disk disk;
  private final Map<Integer, SimulatedVfs> processes;
  private final int number;
  private final Faults faults = new Faults();
  private final SimulatedRandomness randomness;
  private final Background background;
  private final List<SimulatedFile> open = new ArrayList<>();
  private @Nullable Runnable observer;
  private boolean killed;

  /** Process 0 of a computer with an empty disk. */
  public SimulatedVfs(long seed) {
    this(new Disk(seed));
  }

  private SimulatedVfs(Disk disk) {
    this(disk, new TreeMap<>(), 0);
  }

  private SimulatedVfs(Disk disk, Map<Integer, SimulatedVfs> processes, int number) {
    this.disk = disk;
    this.processes = processes;
    this.number = number;
    randomness = new SimulatedRandomness(disk.seed + number);
    background = Background.manual(disk.clock);
    processes.put(number, this);
  }

  /** The process of that number on the same computer, which begins now if it is new or dead. */
  public SimulatedVfs process(int number) {
    synchronized (disk) {
      SimulatedVfs process = processes.get(number);
      return process == null || process.killed
          ? new SimulatedVfs(disk, processes, number)
          : process;
    }
  }

  /** What shall go wrong for this process, and what it called. */
  public Faults faults() {
    return faults;
  }

  /**
   * Ends this process as {@code kill -9} would: its files are closed and its locks are gone, what
   * it wrote stays, synced or not. Its calls throw {@link SimulatedCrash} from now on.
   */
  public void kill() {
    synchronized (disk) {
      killed = true;
      open.forEach(SimulatedFile::release);
      open.clear();
    }
  }

  /** Cuts the power and switches on again: process 0 of the computer with what its disk kept. */
  public SimulatedVfs crash() {
    return crash(0);
  }

  /**
   * As {@link #crash()}; another number gives another of the things that can be left. May be called
   * several times.
   */
  public SimulatedVfs crash(long which) {
    synchronized (disk) {
      disk.off = true;
      return afterPowerLoss(which);
    }
  }

  /**
   * The computer as {@link #crash(long)} would leave it, while this one goes on. With {@link
   * #observeSteps} one run of a workload shows what a crash at each of its steps leaves.
   */
  public SimulatedVfs afterPowerLoss(long which) {
    synchronized (disk) {
      return new SimulatedVfs(disk.afterPowerLoss(which));
    }
  }

  /** The computer as it would be if all its processes were killed now; this one goes on. */
  public SimulatedVfs afterKill() {
    synchronized (disk) {
      return new SimulatedVfs(disk.afterKill());
    }
  }

  /**
   * Calls {@code observer} in each step of this process, where {@link Faults#crashAtStep} would cut
   * the power: what the step does is noted down as not yet durable.
   */
  public void observeSteps(Runnable observer) {
    this.observer = observer;
  }

  /** The unit in which writes are torn, a power of two; 4096 at first. */
  public SimulatedVfs sectorBytes(int bytes) {
    synchronized (disk) {
      disk.sectorBytes = bytes;
    }
    return this;
  }

  /** Whether a torn write spares bytes of its sectors that it does not write; so at first. */
  public SimulatedVfs powersafeOverwrite(boolean value) {
    synchronized (disk) {
      disk.powersafeOverwrite = value;
    }
    return this;
  }

  /** What files say of {@link VfsFile#upgradesAtomically}; true at first. */
  public SimulatedVfs upgradesAtomically(boolean value) {
    synchronized (disk) {
      disk.upgradesAtomically = value;
    }
    return this;
  }

  /** Forbids writing to a file, or creating files in a directory, in opens from now on. */
  public void setReadOnly(String path, boolean value) {
    synchronized (disk) {
      disk.setReadOnly(path, value);
    }
  }

  /** Puts a file on the disk, durably. */
  public void install(String path, byte[] content) {
    synchronized (disk) {
      var bytes = new SparseBytes();
      bytes.write(0, content, 0, content.length);
      disk.install(path, new SimulatedNode(bytes));
    }
  }

  /** The bytes of a file as processes see them; null if there is none. */
  public byte @Nullable [] content(String path) {
    synchronized (disk) {
      SimulatedNode node = disk.find(path);
      if (node == null) {
        return null;
      }
      byte[] content = new byte[(int) node.live.size()];
      node.live.read(0, content, 0, content.length);
      return content;
    }
  }

  /** The names of all files, in order. */
  public List<String> names() {
    synchronized (disk) {
      return disk.names();
    }
  }

  @Override
  public VfsFile open(@Nullable String path, FileKind kind, OpenMode mode) {
    synchronized (disk) {
      String name = path == null || path.isEmpty() ? null : path;
      SimulatedNode node = name == null ? null : disk.find(name);
      boolean creates = name != null && node == null && mode == OpenMode.CREATE;
      boolean refused = name != null && disk.isReadOnly(name);
      call(CallKind.OPEN, creates);
      if (creates && refused) {
        throw new DbException.Io(
            kind.isRecoveryLog() ? ResultCode.READONLY_DIRECTORY : ResultCode.CANTOPEN, null);
      }
      if (name == null) {
        node = new SimulatedNode(new SparseBytes());
      } else if (creates) {
        node = disk.create(name);
      }
      crashIfPlanned(creates);
      if (node == null) {
        throw new DbException.Io(ResultCode.CANTOPEN, null);
      }
      boolean syncsDirectory = mode == OpenMode.CREATE && kind.isRecoveryLog();
      boolean readOnly = mode == OpenMode.READ_ONLY || refused;
      var file = new SimulatedFile(this, disk, node, name, readOnly, syncsDirectory);
      open.add(file);
      return file;
    }
  }

  @Override
  public boolean exists(String path) {
    synchronized (disk) {
      call(CallKind.EXISTS, false);
      SimulatedNode node = disk.find(path);
      return node != null && node.live.size() > 0;
    }
  }

  @Override
  public void delete(String path, boolean syncDirectory) {
    synchronized (disk) {
      call(CallKind.DELETE, true);
      if (disk.find(path) == null) {
        throw new DbException.Io(ResultCode.IOERR_DELETE_NOENT, null);
      }
      disk.delete(path);
      crashIfPlanned(true);
      if (syncDirectory) {
        disk.syncDirectory(path);
      }
    }
  }

  @Override
  public String fullPath(String path) {
    return path;
  }

  @Override
  public Clock clock() {
    return disk.clock;
  }

  @Override
  public Randomness randomness() {
    return randomness;
  }

  /** Tasks run when the test calls {@code runDue}. */
  @Override
  public Background background() {
    return background;
  }

  @Override
  public String toString() {
    return "SimulatedVfs[seed=" + disk.seed + ", process=" + number + "]";
  }

  /** Counts a call and fails it if that is planned. */
  void call(CallKind kind, boolean step) {
    ResultCode code = planned(kind, step);
    if (code != null) {
      throw Faults.failure(code);
    }
  }

  /** Counts a call; the code with which it shall fail, or null. */
  @Nullable ResultCode planned(CallKind kind, boolean step) {
    checkAlive();
    return faults.count(kind, step);
  }

  /** To be called in a step when what it does has been noted down as not yet durable. */
  void crashIfPlanned(boolean step) {
    if (!step) {
      return;
    }
    if (observer != null) {
      observer.run();
    }
    if (faults.isCrashStep()) {
      disk.off = true;
      checkAlive();
    }
  }

  void closed(SimulatedFile file) {
    open.remove(file);
  }

  void checkAlive() {
    if (disk.off || killed) {
      throw new SimulatedCrash(this + (killed ? " was killed" : " has no power"));
    }
  }
}
