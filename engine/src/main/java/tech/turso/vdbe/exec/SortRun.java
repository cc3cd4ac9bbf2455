package tech.turso.vdbe.exec;

import tech.turso.base.Bytes;
import tech.turso.base.Varint;
import tech.turso.vfs.FileKind;
import tech.turso.vfs.OpenMode;
import tech.turso.vfs.Vfs;
import tech.turso.vfs.VfsFile;

/**
 * Sorted records in a temporary file: each is its length as a varint and its bytes. First written
 * from the beginning to the end, then read as often as wanted.
 */
final class SortRun implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 17;

  private final VfsFile file;
  private byte[] buffer = new byte[BUFFER_BYTES];

  /** Bytes written to the file. */
  private long size;

  /** Writing: bytes in the buffer. Reading: where the next record begins there, and its end. */
  private int at;

  private int end;

  /** Reading: the place in the file that the end of the buffer is at. */
  private long position;

  private int offset;
  private int length;

  SortRun(Vfs files) {
    file = files.open(null, FileKind.TRANSIENT, OpenMode.CREATE);
  }

  /** Appends a record. */
  void write(byte[] record, int from, int count) {
    if (at + Varint.MAX_BYTES + count > buffer.length) {
      flush();
      if (Varint.MAX_BYTES + count > buffer.length) {
        at = Varint.put(buffer, 0, count);
        flush();
        file.write(size, record, from, count);
        size += count;
        return;
      }
    }
    at += Varint.put(buffer, at, count);
    System.arraycopy(record, from, buffer, at, count);
    at += count;
  }

  private void flush() {
    if (at > 0) {
      file.write(size, buffer, 0, at);
      size += at;
      at = 0;
    }
  }

  /** Ends the writing. The buffer is given up until {@link #rewind}. */
  void finish() {
    flush();
    buffer = Bytes.EMPTY;
  }

  /** Goes before the first record. */
  void rewind() {
    if (buffer.length == 0) {
      buffer = new byte[BUFFER_BYTES];
    }
    at = 0;
    end = 0;
    position = 0;
  }

  /** Goes to the next record; false if there is none. */
  boolean next() {
    if (end - at < Varint.MAX_BYTES) {
      fill(Varint.MAX_BYTES);
      if (at == end) {
        return false;
      }
    }
    length = (int) Varint.get(buffer, at);
    at += Varint.encodedBytes(buffer, at);
    if (end - at < length) {
      fill(length);
    }
    offset = at;
    at += length;
    return true;
  }

  /** Brings at least {@code wanted} bytes from {@link #at} on into the buffer, if there are. */
  private void fill(int wanted) {
    byte[] target = buffer;
    if (wanted > buffer.length) {
      target = new byte[wanted];
    }
    int kept = end - at;
    System.arraycopy(buffer, at, target, 0, kept);
    buffer = target;
    int count = (int) Math.min(buffer.length - kept, size - position);
    if (count > 0) {
      int got = file.read(position, buffer, kept, count);
      position += got;
      kept += got;
    }
    at = 0;
    end = kept;
  }

  /** The array that the record is in, until the next move. */
  byte[] bytes() {
    return buffer;
  }

  int offset() {
    return offset;
  }

  int length() {
    return length;
  }

  @Override
  public void close() {
    file.close();
  }
}
