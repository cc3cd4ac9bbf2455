package tech.turso.vfs.memory;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Clock;
import tech.turso.base.DbException;
import tech.turso.base.Randomness;
import tech.turso.base.ResultCode;
import tech.turso.vfs.FileKind;
import tech.turso.vfs.OpenMode;
import tech.turso.vfs.RangeLocks;
import tech.turso.vfs.SystemClock;
import tech.turso.vfs.SystemRandomness;
import tech.turso.vfs.Vfs;
import tech.turso.vfs.VfsFile;

/**
 * A file system in memory: one flat set of names, no directories. A deleted file stays usable
 * through files that have it open. Nothing survives the object.
 */
public final class MemoryVfs implements Vfs {
  /** A file: equal only to itself. */
  static final class Content {
    private final SparseBytes bytes = new SparseBytes();
    private final RangeLocks locks = new RangeLocks();

    SparseBytes bytes() {
      return bytes;
    }

    RangeLocks locks() {
      return locks;
    }
  }

  private final Map<String, Content> files = new HashMap<>();
  private final Clock clock;
  private final Randomness randomness;

  /** No files, the system's clock and randomness. */
  public MemoryVfs() {
    this(SystemClock.INSTANCE, SystemRandomness.INSTANCE);
  }

  /** No files, a clock and randomness of the caller's. */
  public MemoryVfs(Clock clock, Randomness randomness) {
    this.clock = clock;
    this.randomness = randomness;
  }

  @Override
  public VfsFile open(@Nullable String path, FileKind kind, OpenMode mode) {
    if (path == null || path.isEmpty()) {
      return new MemoryFile(this, null, new Content(), false);
    }
    synchronized (files) {
      Content content = files.get(path);
      if (content == null) {
        if (mode != OpenMode.CREATE) {
          throw new DbException.Io(ResultCode.CANTOPEN, null);
        }
        content = new Content();
        files.put(path, content);
      }
      return new MemoryFile(this, path, content, mode == OpenMode.READ_ONLY);
    }
  }

  @Override
  public boolean exists(String path) {
    Content content = contentOf(path);
    return content != null && content.bytes().size() > 0;
  }

  @Override
  public void delete(String path, boolean syncDirectory) {
    synchronized (files) {
      if (files.remove(path) == null) {
        throw new DbException.Io(ResultCode.IOERR_DELETE_NOENT, null);
      }
    }
  }

  @Override
  public String fullPath(String path) {
    return path;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Randomness randomness() {
    return randomness;
  }

  @Nullable Content contentOf(String path) {
    synchronized (files) {
      return files.get(path);
    }
  }
}
