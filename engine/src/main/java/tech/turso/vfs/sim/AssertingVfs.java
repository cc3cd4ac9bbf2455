package tech.turso.vfs.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Clock;
import tech.turso.base.DbException;
import tech.turso.base.Randomness;
import tech.turso.vfs.Background;
import tech.turso.vfs.FileKind;
import tech.turso.vfs.OpenMode;
import tech.turso.vfs.Vfs;
import tech.turso.vfs.VfsFile;

/**
 * Passes all calls on to another {@link Vfs} and throws {@link AssertionError} for those that break
 * the contract, on either side:
 *
 * <ul>
 *   <li>the caller uses a closed file, ranges outside its arrays, negative positions, empty locks;
 *       writes or locks exclusively a read-only file; opens a name that is not a full path; deletes
 *       a file that it has open,
 *   <li>the other throws anything but {@link DbException}, or reads more than was asked.
 * </ul>
 *
 * <p>At the end {@link #assertAllClosed} tells what was left open.
 */
public final class AssertingVfs implements Vfs {
  private final Vfs vfs;
  private final List<AssertingFile> open = new ArrayList<>();

  /** Watches calls to {@code vfs}. */
  public AssertingVfs(Vfs vfs) {
    this.vfs = vfs;
  }

  /** The one that does the work. */
  public Vfs watched() {
    return vfs;
  }

  /** Throws if a file was opened and not closed. */
  public void assertAllClosed() {
    synchronized (open) {
      check(open.isEmpty(), "left open: " + open);
    }
  }

  @Override
  public VfsFile open(@Nullable String path, FileKind kind, OpenMode mode) {
    String name = path == null || path.isEmpty() ? null : path;
    check(name != null || mode == OpenMode.CREATE, "a temporary file is created");
    check(name == null || vfs.fullPath(name).equals(name), "not a full path: " + name);
    VfsFile file = guarded(() -> vfs.open(path, kind, mode));
    var asserting = new AssertingFile(this, file, name, kind);
    synchronized (open) {
      open.add(asserting);
    }
    return asserting;
  }

  @Override
  public boolean exists(String path) {
    return guarded(() -> vfs.exists(path));
  }

  @Override
  public void delete(String path, boolean syncDirectory) {
    synchronized (open) {
      for (AssertingFile file : open) {
        check(!path.equals(file.path()), "deleted while open: " + file);
      }
    }
    guarded(
        () -> {
          vfs.delete(path, syncDirectory);
          return true;
        });
  }

  @Override
  public String fullPath(String path) {
    return guarded(() -> vfs.fullPath(path));
  }

  @Override
  public Clock clock() {
    return vfs.clock();
  }

  @Override
  public Randomness randomness() {
    return vfs.randomness();
  }

  @Override
  public Background background() {
    return vfs.background();
  }

  void closed(AssertingFile file) {
    synchronized (open) {
      open.remove(file);
    }
  }

  static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  /** Makes a call of which only failures of the contract may come out. */
  static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (DbException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new AssertionError("not a failure that a file may give", e);
    }
  }
}
