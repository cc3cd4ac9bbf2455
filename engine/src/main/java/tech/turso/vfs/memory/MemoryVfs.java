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
import tech.turso.vfs.SystemClock;
import tech.turso.vfs.SystemRandomness;
import tech.turso.vfs.Vfs;
import tech.turso.vfs.VfsFile;

/**
 * A file system in memory: one flat set of names, no directories. A deleted file stays usable
 * through files that have it open. Nothing survives the object.
 */
public final class MemoryVfs implements Vfs {
  private final Map<String, MemoryContent> files = new HashMap<>();
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
      return new MemoryFile(this, null, new MemoryContent(), false);
    }
    synchronized (files) {
      MemoryContent content = files.get(path);
      if (content == null) {
        if (mode != OpenMode.CREATE) {
          throw new DbException.Io(ResultCode.CANTOPEN, null);
        }
        content = new MemoryContent();
        files.put(path, content);
      }
      return new MemoryFile(this, path, content, mode == OpenMode.READ_ONLY);
    }
  }

  @Override
  public boolean exists(String path) {
    MemoryContent content = contentOf(path);
    return content != null && content.size() > 0;
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

  @Nullable MemoryContent contentOf(String path) {
    synchronized (files) {
      return files.get(path);
    }
  }
}
