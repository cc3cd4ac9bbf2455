package tech.turso.record;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.Limits;
import tech.turso.base.ResultCode;
import tech.turso.base.TextEncoding;
import tech.turso.base.Varint;
import tech.turso.value.Affinity;
import tech.turso.value.Register;
import tech.turso.value.Utf16;

/**
 * Encodes registers as a record into an array of its own, which the next record reuses.
 *
 * <p>Zeros of a zeroblob at the record's end are not stored but counted in {@link #zeros()}; those
 * before other values are.
 *
 * <p>Format: fileformat2 §2.1. SQLite: vdbe.c OP_MakeRecord.
 */
public final class RecordWriter {
  /** Above this a REAL is no longer shorter as an integer: SQLite's bound, 2^47 - 1. */
  private static final long MAX_INTEGER_FOR_REAL = 140_737_488_355_327L;

  private final TextEncoding encoding;
  private final int schemaFormat;
  private byte[] out = new byte[256];
  private int length;
  private int zeros;
  private int[] types = new int[16];

  /** Texts of the record being written in the file's encoding, where that is not UTF-8. */
  private byte[][] encoded = new byte[0][];

  /**
   * Writes records of a file.
   *
   * @param schemaFormat 1 to 4; serial types 8 and 9 are used in format 4
   */
  public RecordWriter(TextEncoding encoding, int schemaFormat) {
    this.encoding = encoding;
    this.schemaFormat = schemaFormat;
  }

  /** Encodes {@code count} registers beginning with {@code from[first]}; returns the length. */
  public int write(Register[] from, int first, int count) {
    return write(from, first, count, null);
  }

  /**
   * Encodes {@code count} registers, beginning with {@code from[first]}, whose affinities have been
   * applied.
   *
   * @param affinities one a column; a REAL in a column of affinity REAL is stored as an integer
   *     where that is shorter and exact. Null: all as they are
   * @return how many bytes of {@link #bytes()} the record is, without {@link #zeros()}
   * @throws DbException.Sql TOOBIG if it is longer than a row may be
   */
  public int write(Register[] from, int first, int count, Affinity @Nullable [] affinities) {
    if (types.length < count) {
      types = new int[count];
    }
    long bodyBytes = 0;
    long headerBytes = 0;
    long trailingZeros = 0;
    for (int i = count - 1; i >= 0; i--) {
      Register value = from[first + i];
      boolean shorten = affinities != null && affinities[i] == Affinity.REAL;
      int type = typeOf(value, i, count, shorten);
      types[i] = type;
      headerBytes += type <= 0x7f ? 1 : Varint.bytes(type);
      long size = SerialType.bodyBytes(type);
      if (value.type == Register.BLOB && value.zeros > 0 && bodyBytes == 0) {
        trailingZeros += value.zeros;
        size -= value.zeros;
      }
      bodyBytes += size;
    }
    headerBytes = withOwnLength(headerBytes);
    long total = headerBytes + bodyBytes;
    if (total + trailingZeros > Limits.MAX_LENGTH) {
      throw new DbException.Sql(ResultCode.TOOBIG, ResultCode.TOOBIG.message());
    }
    if (out.length < total) {
      out = new byte[(int) Math.max(total, Math.min(out.length * 2L, Limits.MAX_LENGTH))];
    }
    length = (int) total;
    zeros = (int) trailingZeros;
    fill(from, first, count, (int) headerBytes);
    return length;
  }

  /** The array that holds the record at offset 0; valid until the next {@code write}. */
  public byte[] bytes() {
    return out;
  }

  /** How many bytes of {@link #bytes()} belong to the record. */
  public int length() {
    return length;
  }

  /** How many zero bytes follow {@link #bytes()} in the record. */
  public int zeros() {
    return zeros;
  }

  /** Stores the {@link #zeros()} in {@link #bytes()}, for keys of index trees. */
  public void storeZeros() {
    int total = length + zeros;
    if (zeros > 0) {
      if (out.length < total) {
        out = Arrays.copyOf(out, total);
      }
      Arrays.fill(out, length, total, (byte) 0);
      length = total;
      zeros = 0;
    }
  }

  /** The header's length counts itself. */
  private static long withOwnLength(long typeBytes) {
    if (typeBytes <= 126) {
      return typeBytes + 1;
    }
    int own = Varint.bytes(typeBytes);
    return typeBytes + own + (own < Varint.bytes(typeBytes + own) ? 1 : 0);
  }

  private int typeOf(Register value, int column, int count, boolean shorten) {
    return switch (value.type) {
      case Register.NULL -> SerialType.NULL;
      case Register.INTEGER -> SerialType.ofInteger(value.integer, schemaFormat);
      case Register.REAL ->
          shorten && isShortInteger(value.real)
              ? SerialType.ofInteger((long) value.real, schemaFormat)
              : SerialType.REAL;
      case Register.TEXT -> {
        int size = value.length;
        if (encoding != TextEncoding.UTF8) {
          size = encode(value, column, count);
        }
        yield lengthType(SerialType.FIRST_TEXT, size);
      }
      default -> lengthType(SerialType.FIRST_BLOB, (long) value.length + value.zeros);
    };
  }

  private static int lengthType(int base, long size) {
    if (size > Limits.MAX_LENGTH) {
      throw new DbException.Sql(ResultCode.TOOBIG, ResultCode.TOOBIG.message());
    }
    return base + 2 * (int) size;
  }

  private static boolean isShortInteger(double real) {
    long integer = (long) real;
    return integer == real && integer <= MAX_INTEGER_FOR_REAL && integer >= -MAX_INTEGER_FOR_REAL;
  }

  private int encode(Register value, int column, int count) {
    byte[][] texts = encoded;
    if (texts.length < count) {
      texts = new byte[count][];
      encoded = texts;
    }
    texts[column] = Utf16.fromUtf8(value.bytes, value.offset, value.length, encoding);
    return texts[column].length;
  }

  private void fill(Register[] from, int first, int count, int headerBytes) {
    byte[] bytes = out;
    int at = Varint.put(bytes, 0, headerBytes);
    int body = headerBytes;
    for (int i = 0; i < count; i++) {
      int type = types[i];
      if (type <= 0x7f) {
        bytes[at++] = (byte) type;
      } else {
        at += Varint.put(bytes, at, type);
      }
      Register value = from[first + i];
      if (type >= SerialType.FIRST_BLOB) {
        body += putBytes(value, i, body);
      } else if (type == SerialType.REAL) {
        Bytes.put64(bytes, body, Double.doubleToRawLongBits(value.real));
        body += 8;
      } else if (type != SerialType.NULL) {
        long integer = value.type == Register.REAL ? (long) value.real : value.integer;
        SerialType.putInteger(type, bytes, body, integer);
        body += SerialType.bodyBytes(type);
      }
    }
    assert at == headerBytes && body == length : "R record of " + length;
  }

  private int putBytes(Register value, int column, int at) {
    if (value.type == Register.TEXT && encoding != TextEncoding.UTF8) {
      byte[] text = encoded[column];
      System.arraycopy(text, 0, out, at, text.length);
      return text.length;
    }
    System.arraycopy(value.bytes, value.offset, out, at, value.length);
    int size = value.length;
    if (value.type == Register.BLOB && value.zeros > 0 && at + size < length) {
      int end = Math.min(length, at + size + value.zeros);
      Arrays.fill(out, at + size, end, (byte) 0);
      size = end - at;
    }
    return size;
  }
}
