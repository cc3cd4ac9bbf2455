package tech.turso.testing.sql;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A value with its type. Equal only if the types are and the contents are bit for bit. Printed as
 * an SQL literal that gives the same value on either engine.
 */
public sealed interface Value {
  /** The one NULL. */
  Null NULL = new Null();

  /** NULL. */
  record Null() implements Value {
    @Override
    public String toString() {
      return "NULL";
    }
  }

  /** An INTEGER. */
  record Int(long value) implements Value {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /** A REAL. */
  record Real(double value) implements Value {
    @Override
    public String toString() {
      if (Double.isInfinite(value)) {
        return value > 0 ? "9e999" : "-9e999";
      }
      return Double.toString(value);
    }
  }

  /** A TEXT: its bytes in UTF-8, which may be invalid. */
  record Text(byte[] utf8) implements Value {
    /** A text of valid UTF-8. */
    public static Text of(String text) {
      return new Text(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Text text && Arrays.equals(utf8, text.utf8);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(utf8);
    }

    @Override
    public String toString() {
      try {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        if (text.codePoints().noneMatch(Character::isISOControl)) {
          return "'" + text.replace("'", "''") + "'";
        }
      } catch (CharacterCodingException e) {
        // shown as bytes
      }
      return "CAST(" + hex(utf8) + " AS TEXT)";
    }
  }

  /** A BLOB. */
  record Blob(byte[] bytes) implements Value {
    @Override
    public boolean equals(Object other) {
      return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes) + 1;
    }

    @Override
    public String toString() {
      return hex(bytes);
    }
  }

  private static String hex(byte[] bytes) {
    return "x'" + HexFormat.of().formatHex(bytes) + "'";
  }
}
