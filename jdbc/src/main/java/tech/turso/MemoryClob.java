package tech.turso;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Text in memory: a copy of a value, or what a program fills to bind it. Positions count from 1.
 */
final class MemoryClob implements NClob {
  private @Nullable String text;

  MemoryClob(String text) {
    this.text = text;
  }

  private String text() throws SQLException {
    String now = text;
    if (now == null) {
      throw Failures.misuse("the clob was freed");
    }
    return now;
  }

  @Override
  public long length() throws SQLException {
    return text().length();
  }

  @Override
  public String getSubString(long position, int length) throws SQLException {
    String now = text();
    if (position < 1 || position > now.length() + 1L || length < 0) {
      throw Failures.argument("the clob has no range of " + length + " characters at " + position);
    }
    int from = (int) position - 1;
    return now.substring(from, from + Math.min(length, now.length() - from));
  }

  @Override
  public Reader getCharacterStream() throws SQLException {
    return new StringReader(text());
  }

  @Override
  public Reader getCharacterStream(long position, long length) throws SQLException {
    return new StringReader(getSubString(position, (int) Math.min(length, Integer.MAX_VALUE)));
  }

  @Override
  public InputStream getAsciiStream() throws SQLException {
    return new ByteArrayInputStream(text().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public long position(String pattern, long start) throws SQLException {
    int at = text().indexOf(pattern, (int) Math.max(1, start) - 1);
    return at < 0 ? -1 : at + 1;
  }

  @Override
  public long position(Clob pattern, long start) throws SQLException {
    return position(pattern.getSubString(1, (int) pattern.length()), start);
  }

  @Override
  public int setString(long position, String data) throws SQLException {
    return setString(position, data, 0, data.length());
  }

  @Override
  public int setString(long position, String data, int offset, int count) throws SQLException {
    String now = text();
    if (position < 1 || position > now.length() + 1L) {
      throw Failures.argument("the clob has no character " + position);
    }
    int from = (int) position - 1;
    int behind = Math.min(now.length(), from + count);
    text = now.substring(0, from) + data.substring(offset, offset + count) + now.substring(behind);
    return count;
  }

  @Override
  public OutputStream setAsciiStream(long position) throws SQLException {
    text();
    return new ByteArrayOutputStream() {
      @Override
      public void close() {
        put(position, toString(StandardCharsets.US_ASCII));
      }
    };
  }

  @Override
  public Writer setCharacterStream(long position) throws SQLException {
    text();
    return new StringWriter() {
      @Override
      public void close() {
        put(position, toString());
      }
    };
  }

  private void put(long position, String data) {
    try {
      setString(position, data);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void truncate(long length) throws SQLException {
    String now = text();
    if (length < 0 || length > now.length()) {
      throw Failures.argument("the clob is shorter than " + length);
    }
    text = now.substring(0, (int) length);
  }

  @Override
  public void free() {
    text = null;
  }
}
