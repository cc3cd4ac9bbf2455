package tech.turso.cli;

import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.api.OpenOptions;
import tech.turso.api.Statement;
import tech.turso.api.TursoException;
import tech.turso.cli.render.ValueFormatter;

/** Formats values with SQL's own functions, in a database in memory that is opened when needed. */
final class SqlFunctions implements ValueFormatter {
  private @Nullable Connection connection;

  @Override
  public String format(String format, long value) {
    try (Statement statement = prepare("SELECT format(?1,?2)")) {
      statement.bindText(1, format);
      statement.bindLong(2, value);
      return text(statement);
    }
  }

  @Override
  public String format(String format, double value) {
    try (Statement statement = prepare("SELECT format(?1,?2)")) {
      statement.bindText(1, format);
      statement.bindDouble(2, value);
      return text(statement);
    }
  }

  private static String text(Statement statement) {
    statement.step();
    String text = statement.columnText(0);
    return text == null ? "" : text;
  }

  @Override
  public byte @Nullable [] jsonOf(byte[] blob) {
    if (!looksLikeJsonb(blob)) {
      return null;
    }
    try (Statement statement = prepare("SELECT json(?1)")) {
      statement.bindBlob(1, blob);
      return statement.step() ? statement.columnBlob(0) : null;
    } catch (TursoException e) {
      return null; // it is no JSONB
    }
  }

  /**
   * Whether the size in the header fits: the upper half of the first byte, or 1 to 8 more bytes.
   */
  private static boolean looksLikeJsonb(byte[] blob) {
    if (blob.length == 0) {
      return false;
    }
    int kind = (blob[0] & 0xff) >> 4;
    if (kind <= 11) {
      return blob.length == 1 + kind;
    }
    int sizeBytes = kind < 14 ? kind - 11 : 4 * (kind - 13);
    if (blob.length < 1 + sizeBytes) {
      return false;
    }
    long size = 0;
    for (int i = 1; i <= sizeBytes; i++) {
      size = size << 8 | blob[i] & 0xff;
    }
    return size + sizeBytes + 1 == blob.length;
  }

  private Statement prepare(String sql) {
    Connection open = connection;
    if (open == null) {
      open = Connection.open(":memory:", OpenOptions.DEFAULT);
      connection = open;
    }
    return open.prepare(sql);
  }
}
