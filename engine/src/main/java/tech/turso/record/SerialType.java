package tech.turso.record;

import tech.turso.base.Bytes;

/**
 * The types of values in a record's header.
 *
 * <table>
 * <caption>Serial types</caption>
 * <tr><th>type</th><th>body</th><th>value</th></tr>
 * <tr><td>0</td><td>0</td><td>NULL</td></tr>
 * <tr><td>1 .. 6</td><td>1, 2, 3, 4, 6, 8</td><td>big-endian two's complement integer</td></tr>
 * <tr><td>7</td><td>8</td><td>IEEE 754 double</td></tr>
 * <tr><td>8, 9</td><td>0</td><td>the integers 0 and 1; written in schema format 4 only</td></tr>
 * <tr><td>10, 11</td><td>0</td><td>not used; read as NULL</td></tr>
 * <tr><td>even n ≥ 12</td><td>(n-12)/2</td><td>blob</td></tr>
 * <tr><td>odd n ≥ 13</td><td>(n-13)/2</td><td>text in the file's encoding</td></tr>
 * </table>
 *
 * <p>Format: fileformat2 §2.1.
 */
public final class SerialType {
  /** NULL. */
  public static final int NULL = 0;

  /** An 8-byte integer. */
  public static final int INTEGER_64 = 6;

  /** A double. */
  public static final int REAL = 7;

  /** The integer 0. */
  public static final int ZERO = 8;

  /** The integer 1. */
  public static final int ONE = 9;

  /** The empty blob: the first type with a length. */
  public static final int FIRST_BLOB = 12;

  /** The empty text. */
  public static final int FIRST_TEXT = 13;

  private static final byte[] FIXED_BYTES = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};

  private SerialType() {}

  /** How many bytes the value of a type {@code >= 0} takes in the record's body. */
  public static long bodyBytes(long type) {
    return type >= FIRST_BLOB ? (type - FIRST_BLOB) >>> 1 : FIXED_BYTES[(int) type];
  }

  /** As {@link #bodyBytes(long)}, for a type that fits an int. */
  static int bodyBytes(int type) {
    return type >= FIRST_BLOB ? (type - FIRST_BLOB) >>> 1 : FIXED_BYTES[type];
  }

  /** Whether it is a text. */
  public static boolean isText(long type) {
    return type >= FIRST_TEXT && (type & 1) == 1;
  }

  /** Whether it is a blob. */
  public static boolean isBlob(long type) {
    return type >= FIRST_BLOB && (type & 1) == 0;
  }

  /** Whether it is an integer: 1 to 6, 8 and 9. */
  public static boolean isInteger(long type) {
    return type >= 1 && type <= ONE && type != REAL;
  }

  /** Whether it reads as NULL: 0, 10 and 11. */
  public static boolean isNull(long type) {
    return type == NULL || type == 10 || type == 11;
  }

  /** The shortest type of an integer: 1 to 6, or 8 and 9 where the schema format knows them. */
  public static int ofInteger(long value, int schemaFormat) {
    long magnitude = value < 0 ? ~value : value;
    if (magnitude <= 0x7f) {
      return (value & 1) == value && schemaFormat >= 4 ? ZERO + (int) value : 1;
    }
    if (magnitude <= 0x7fffffff) {
      return magnitude <= 0x7fff ? 2 : magnitude <= 0x7fffff ? 3 : 4;
    }
    return magnitude <= 0x7fffffffffffL ? 5 : INTEGER_64;
  }

  /** The value of an integer type whose body is at {@code at}. */
  public static long integer(int type, byte[] body, int at) {
    return switch (type) {
      case 1 -> body[at];
      case 2 -> (short) Bytes.u16(body, at);
      case 3 -> Bytes.i24(body, at);
      case 4 -> Bytes.i32(body, at);
      case 5 -> Bytes.i48(body, at);
      case 6 -> Bytes.i64(body, at);
      default -> type - ZERO;
    };
  }

  /** Writes the body of an integer type. */
  static void putInteger(int type, byte[] body, int at, long value) {
    switch (type) {
      case 1 -> body[at] = (byte) value;
      case 2 -> Bytes.put16(body, at, (int) value);
      case 3 -> Bytes.put24(body, at, (int) value);
      case 4 -> Bytes.put32(body, at, (int) value);
      case 5 -> Bytes.put48(body, at, value);
      case 6 -> Bytes.put64(body, at, value);
      default -> {}
    }
  }
}
