package tech.turso.vfs.memory;

import java.util.Arrays;
import tech.turso.base.DbException;

/**
 * The bytes of a file in memory, in chunks that are made when they are first written; a hole costs
 * nothing and reads as zeros. Thread safe. What the methods do is in {@link
 * tech.turso.vfs.VfsFile}.
 *
 * <p>Invariant: bytes of a chunk at and after the size are zero.
 */
public final class SparseBytes {
  private static final int CHUNK_BYTES = 64 * 1024;

  /** More would need an array of chunks beyond what Java has. */
  private static final long MOST_BYTES = (long) CHUNK_BYTES * (1 << 26);

  private static final byte[] HOLE = new byte[0];

  private byte[][] chunks = new byte[4][];

  /** Whether a copy may have the chunk too; it is copied before it is written then. */
  private boolean[] shared = new boolean[4];

  private long size;

  /** No bytes. */
  public SparseBytes() {
    Arrays.fill(chunks, HOLE);
  }

  /** The same bytes, from now on independent; costs little until one of the two is written. */
  public synchronized SparseBytes copy() {
    var copy = new SparseBytes();
    Arrays.fill(shared, true);
    copy.chunks = chunks.clone();
    copy.shared = shared.clone();
    copy.size = size;
    return copy;
  }

  /** Bytes up to the end. */
  public synchronized long size() {
    return size;
  }

  /** Copies bytes out; the count, which is less than {@code length} only at the end. */
  public synchronized int read(long position, byte[] into, int offset, int length) {
    int count = (int) Math.max(0, Math.min(length, size - position));
    for (int done = 0; done < count; ) {
      byte[] chunk = chunks[(int) ((position + done) / CHUNK_BYTES)];
      int at = (int) ((position + done) % CHUNK_BYTES);
      int part = Math.min(count - done, CHUNK_BYTES - at);
      if (chunk.length == 0) {
        Arrays.fill(into, offset + done, offset + done + part, (byte) 0);
      } else {
        System.arraycopy(chunk, at, into, offset + done, part);
      }
      done += part;
    }
    return count;
  }

  /**
   * Copies bytes in.
   *
   * @throws DbException.Full if the end would be beyond what an array of chunks can hold
   */
  public synchronized void write(long position, byte[] from, int offset, int length) {
    if (length == 0) {
      return;
    }
    ensureSize(position + length);
    for (int done = 0; done < length; ) {
      int index = (int) ((position + done) / CHUNK_BYTES);
      int at = (int) ((position + done) % CHUNK_BYTES);
      int part = Math.min(length - done, CHUNK_BYTES - at);
      System.arraycopy(from, offset + done, writable(index), at, part);
      done += part;
    }
  }

  /**
   * Sets the size.
   *
   * @throws DbException.Full as {@link #write}
   */
  public synchronized void truncate(long newSize) {
    if (newSize < size) {
      int kept = (int) ((newSize + CHUNK_BYTES - 1) / CHUNK_BYTES);
      int used = (int) ((size + CHUNK_BYTES - 1) / CHUNK_BYTES);
      Arrays.fill(chunks, kept, used, HOLE);
      int tail = (int) (newSize % CHUNK_BYTES);
      if (tail != 0 && chunks[kept - 1].length != 0) {
        Arrays.fill(writable(kept - 1), tail, CHUNK_BYTES, (byte) 0);
      }
      size = newSize;
    } else {
      ensureSize(newSize);
    }
  }

  private byte[] writable(int index) {
    byte[] chunk = chunks[index];
    if (chunk.length == 0) {
      chunk = new byte[CHUNK_BYTES];
    } else if (shared[index]) {
      chunk = chunk.clone();
    } else {
      return chunk;
    }
    chunks[index] = chunk;
    shared[index] = false;
    return chunk;
  }

  private void ensureSize(long wanted) {
    if (wanted < 0 || wanted > MOST_BYTES) {
      throw new DbException.Full(null);
    }
    int needed = (int) ((wanted + CHUNK_BYTES - 1) / CHUNK_BYTES);
    if (needed > chunks.length) {
      int old = chunks.length;
      chunks = Arrays.copyOf(chunks, Math.max(needed, old * 2));
      Arrays.fill(chunks, old, chunks.length, HOLE);
      shared = Arrays.copyOf(shared, chunks.length);
    }
    size = Math.max(size, wanted);
  }
}
