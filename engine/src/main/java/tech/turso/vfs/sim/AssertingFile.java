package tech.turso.vfs.sim;

import static tech.turso.vfs.sim.AssertingVfs.check;
import static tech.turso.vfs.sim.AssertingVfs.guarded;

import org.jspecify.annotations.Nullable;
import tech.turso.vfs.FileKind;
import tech.turso.vfs.SyncMode;
import tech.turso.vfs.VfsFile;

/** An open file of an {@link AssertingVfs}. */
final class AssertingFile implements VfsFile {
  private final AssertingVfs vfs;
  private final VfsFile file;
  private final @Nullable String path;
  private final FileKind kind;
  private volatile boolean closed;

  AssertingFile(AssertingVfs vfs, VfsFile file, @Nullable String path, FileKind kind) {
    this.vfs = vfs;
    this.file = file;
    this.path = path;
    this.kind = kind;
  }

  @Nullable String path() {
    return path;
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) {
    checkRange(position, into, offset, length);
    int count = guarded(() -> file.read(position, into, offset, length));
    check(0 <= count && count <= length, "read " + count + " of " + length + " bytes");
    return count;
  }

  @Override
  public void write(long position, byte[] from, int offset, int length) {
    checkRange(position, from, offset, length);
    checkWritable();
    run(() -> file.write(position, from, offset, length));
  }

  @Override
  public void truncate(long size) {
    checkWritable();
    check(size >= 0, "a negative size");
    run(() -> file.truncate(size));
  }

  @Override
  public long size() {
    checkOpen();
    long size = guarded(file::size);
    check(size >= 0, "a negative size");
    return size;
  }

  @Override
  public void sync(SyncMode mode) {
    checkOpen();
    run(() -> file.sync(mode));
  }

  @Override
  public int sectorBytes() {
    checkOpen();
    return file.sectorBytes();
  }

  @Override
  public boolean powersafeOverwrite() {
    checkOpen();
    return file.powersafeOverwrite();
  }

  @Override
  public boolean isReadOnly() {
    return file.isReadOnly();
  }

  @Override
  public Object identity() {
    return file.identity();
  }

  @Override
  public boolean hasMoved() {
    checkOpen();
    return guarded(file::hasMoved);
  }

  @Override
  public boolean tryLock(long position, long length, boolean exclusive) {
    checkLock(position, length);
    check(!exclusive || !file.isReadOnly(), "an exclusive lock on a read-only file");
    return guarded(() -> file.tryLock(position, length, exclusive));
  }

  @Override
  public void unlock(long position, long length) {
    checkLock(position, length);
    run(() -> file.unlock(position, length));
  }

  @Override
  public boolean isLockedByOther(long position, long length) {
    checkLock(position, length);
    return guarded(() -> file.isLockedByOther(position, length));
  }

  @Override
  public boolean upgradesAtomically() {
    return file.upgradesAtomically();
  }

  @Override
  public void close() {
    closed = true;
    vfs.closed(this);
    run(file::close);
  }

  @Override
  public String toString() {
    return kind + " " + path;
  }

  private static void run(Runnable call) {
    guarded(
        () -> {
          call.run();
          return true;
        });
  }

  private void checkOpen() {
    check(!closed, "used after close: " + this);
  }

  private void checkWritable() {
    checkOpen();
    check(!file.isReadOnly(), "a change of a read-only file");
  }

  private void checkRange(long position, byte[] bytes, int offset, int length) {
    checkOpen();
    check(position >= 0 && position <= Long.MAX_VALUE - length, "position " + position);
    check(
        offset >= 0 && length >= 0 && offset <= bytes.length - length,
        "bytes " + offset + ", " + length + " of " + bytes.length);
  }

  private void checkLock(long position, long length) {
    checkOpen();
    check(position >= 0 && length > 0 && position <= Long.MAX_VALUE - length, "an empty lock");
  }
}
