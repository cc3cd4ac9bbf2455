package tech.turso.testing.func;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tech.turso.value.Register;

/**
 * An SQL value for both sides of a comparison: null, Long, Double, {@link Text} or byte[]. Its
 * {@link #toString} tells apart what SQLite tells apart.
 */
record Cell(@Nullable Object value) {
  /** Text by its bytes, which may be no UTF-8. */
  record Text(byte[] utf8) {}

  static final Cell NULL = new Cell(null);

  static Cell of(long value) {
    return new Cell(value);
  }

  static Cell of(double value) {
    return Double.isNaN(value) ? NULL : new Cell(value);
  }

  static Cell text(String text) {
    return new Cell(new Text(text.getBytes(StandardCharsets.UTF_8)));
  }

  static Cell text(byte[] utf8) {
    return new Cell(new Text(utf8));
  }

  static Cell blob(int... bytes) {
    byte[] blob = new byte[bytes.length];
    for (int i = 0; i < blob.length; i++) {
      blob[i] = (byte) bytes[i];
    }
    return new Cell(blob);
  }

  /** What a register of the engine holds. */
  static Cell of(Register r) {
    return switch (r.type) {
      case Register.INTEGER -> of(r.integer);
      case Register.REAL -> of(r.real);
      case Register.TEXT -> text(r.toBytes());
      case Register.BLOB -> new Cell(r.toBytes());
      default -> NULL;
    };
  }

  Register toRegister() {
    Register r = new Register();
    switch (value) {
      case Long l -> r.setInteger(l);
      case Double d -> r.setReal(d);
      case Text t -> r.setText(padded(t.utf8), 3, t.utf8.length);
      case byte[] b -> r.setBlob(padded(b), 3, b.length);
      case null -> r.setNull();
      default -> throw new AssertionError();
    }
    return r;
  }

  /** The bytes amid others that do not belong to them. */
  private static byte[] padded(byte[] bytes) {
    byte[] larger = new byte[bytes.length + 6];
    java.util.Arrays.fill(larger, (byte) '7');
    larger[bytes.length + 3] = (byte) 0x80;
    System.arraycopy(bytes, 0, larger, 3, bytes.length);
    return larger;
  }

  /** How a statement names it as a parameter. */
  String placeholder() {
    return value instanceof Text ? "cast(? as text)" : "?";
  }

  void bind(PreparedStatement statement, int index) throws SQLException {
    switch (value) {
      case Long l -> statement.setLong(index, l);
      case Double d -> statement.setDouble(index, d);
      case Text t -> statement.setBytes(index, t.utf8);
      case byte[] b -> statement.setBytes(index, b);
      case null -> statement.setNull(index, Types.NULL);
      default -> throw new AssertionError();
    }
  }

  /** Reads the columns {@code typeof(x), x or its bytes in hexadecimal}. */
  static Cell read(ResultSet rows, int column) throws SQLException {
    return switch (rows.getString(column)) {
      case "integer" -> of(rows.getLong(column + 1));
      case "real" -> of(rows.getDouble(column + 1));
      case "text" -> text(HexFormat.of().parseHex(rows.getString(column + 1)));
      case "blob" -> new Cell(HexFormat.of().parseHex(rows.getString(column + 1)));
      default -> NULL;
    };
  }

  @Override
  public String toString() {
    return switch (value) {
      case Long l -> "INTEGER " + l;
      case Double d -> "REAL " + d + " " + Long.toHexString(Double.doubleToLongBits(d));
      case Text t -> "TEXT '" + new String(t.utf8, StandardCharsets.UTF_8) + "' " + hex(t.utf8);
      case byte[] b -> "BLOB " + hex(b);
      case null -> "NULL";
      default -> throw new AssertionError();
    };
  }

  private static String hex(byte[] bytes) {
    return bytes.length > 200
        ? bytes.length + " bytes, hash " + java.util.Arrays.hashCode(bytes)
        : HexFormat.of().formatHex(bytes);
  }
}
