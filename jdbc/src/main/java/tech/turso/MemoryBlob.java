package tech.turso;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A blob in memory: a copy of a value, or what a program fills to bind it. Positions count from 1.
 */
final class MemoryBlob implements Blob {
  private byte @Nullable [] bytes;

  MemoryBlob(byte[] bytes) {
    this.bytes = bytes;
  }

  private byte[] bytes() throws SQLException {
    byte[] now = bytes;
    if (now == null) {
      throw Failures.misuse("the blob was freed");
    }
    return now;
  }

  @Override
  public long length() throws SQLException {
    return bytes().length;
  }

  @Override
  public byte[] getBytes(long position, int length) throws SQLException {
    byte[] now = bytes();
    if (position < 1 || position > now.length + 1L || length < 0) {
      throw Failures.argument("the blob has no range of " + length + " bytes at " + position);
    }
    int from = (int) position - 1;
    return Arrays.copyOfRange(now, from, from + Math.min(length, now.length - from));
  }

  @Override
  public InputStream getBinaryStream() throws SQLException {
    return new ByteArrayInputStream(bytes());
  }

  @Override
  public InputStream getBinaryStream(long position, long length) throws SQLException {
    return new ByteArrayInputStream(getBytes(position, (int) Math.min(length, Integer.MAX_VALUE)));
  }

  @Override
  public long position(byte[] pattern, long start) throws SQLException {
    byte[] now = bytes();
    for (int i = (int) Math.max(1, start) - 1; i <= now.length - pattern.length; i++) {
      if (Arrays.equals(now, i, i + pattern.length, pattern, 0, pattern.length)) {
        return i + 1;
      }
    }
    return -1;
  }

  @Override
  public long position(Blob pattern, long start) throws SQLException {
    return position(pattern.getBytes(1, (int) pattern.length()), start);
  }

  @Override
  public int setBytes(long position, byte[] data) throws SQLException {
    return setBytes(position, data, 0, data.length);
  }

  @Override
  public int setBytes(long position, byte[] data, int offset, int count) throws SQLException {
    byte[] now = bytes();
    if (position < 1 || position > now.length + 1L) {
      throw Failures.argument("the blob has no byte " + position);
    }
    int from = (int) position - 1;
    byte[] changed = Arrays.copyOf(now, Math.max(now.length, Math.addExact(from, count)));
    System.arraycopy(data, offset, changed, from, count);
    bytes = changed;
    return count;
  }

  @Override
  public OutputStream setBinaryStream(long position) throws SQLException {
    bytes();
    return new ByteArrayOutputStream() {
      private long at = position;

      @Override
      public void flush() {
        try {
          at += setBytes(at, toByteArray());
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
        reset();
      }

      @Override
      public void close() {
        flush();
      }
    };
  }

  @Override
  public void truncate(long length) throws SQLException {
    byte[] now = bytes();
    if (length < 0 || length > now.length) {
      throw Failures.argument("the blob is shorter than " + length);
    }
    bytes = Arrays.copyOf(now, (int) length);
  }

  @Override
  public void free() {
    bytes = null;
  }
}
