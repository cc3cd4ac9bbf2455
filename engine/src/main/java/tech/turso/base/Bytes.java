package tech.turso.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Big-endian access, comparison and hashing of byte arrays. The one place of the engine that uses
 * {@link VarHandle}s and the vectorised methods of {@link Arrays}: a build for a platform without
 * them replaces this class.
 *
 * <p>Offsets are 0-based. A caller reading bytes of a file has checked the range itself; an index
 * outside the array throws {@link IndexOutOfBoundsException}.
 */
public final class Bytes {
  private static final VarHandle CHAR =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The array of length 0. */
  public static final byte[] EMPTY = new byte[0];

  private Bytes() {}

  /** The unsigned byte at {@code at}. */
  public static int u8(byte[] bytes, int at) {
    return bytes[at] & 0xff;
  }

  /** The unsigned 16-bit number at {@code at}. */
  public static int u16(byte[] bytes, int at) {
    return (char) CHAR.get(bytes, at);
  }

  /** The signed 24-bit number at {@code at}. */
  public static int i24(byte[] bytes, int at) {
    return bytes[at] << 16 | (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff;
  }

  /** The signed 32-bit number at {@code at}. */
  public static int i32(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  /** The unsigned 32-bit number at {@code at}. */
  public static long u32(byte[] bytes, int at) {
    return (int) INT.get(bytes, at) & 0xffffffffL;
  }

  /** The signed 48-bit number at {@code at}. */
  public static long i48(byte[] bytes, int at) {
    return (long) (short) u16(bytes, at) << 32 | u32(bytes, at + 2);
  }

  /** The 64-bit number at {@code at}. */
  public static long i64(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /** Writes the low 8 bits of {@code value}. */
  public static void put8(byte[] bytes, int at, int value) {
    bytes[at] = (byte) value;
  }

  /** Writes the low 16 bits of {@code value}. */
  public static void put16(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }

  /** Writes the low 24 bits of {@code value}. */
  public static void put24(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >> 16);
    put16(bytes, at + 1, value);
  }

  /** Writes 32 bits. */
  public static void put32(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  /** Writes the low 48 bits of {@code value}. */
  public static void put48(byte[] bytes, int at, long value) {
    put16(bytes, at, (int) (value >> 32));
    put32(bytes, at + 2, (int) value);
  }

  /** Writes 64 bits. */
  public static void put64(byte[] bytes, int at, long value) {
    LONG.set(bytes, at, value);
  }

  /** Compares two ranges byte by byte, unsigned; a proper prefix is smaller. */
  public static int compare(
      byte[] a, int aOffset, int aLength, byte[] b, int bOffset, int bLength) {
    return Arrays.compareUnsigned(a, aOffset, aOffset + aLength, b, bOffset, bOffset + bLength);
  }

  /** Whether two ranges hold the same bytes. */
  public static boolean equal(
      byte[] a, int aOffset, int aLength, byte[] b, int bOffset, int bLength) {
    return aLength == bLength
        && Arrays.equals(a, aOffset, aOffset + aLength, b, bOffset, bOffset + bLength);
  }

  /** A hash of the range, the same in every run. */
  public static int hash(byte[] bytes, int offset, int length) {
    long hash = 0x9E3779B97F4A7C15L ^ length;
    int at = offset;
    int end = offset + length;
    for (; at + 8 <= end; at += 8) {
      hash = (hash ^ i64(bytes, at)) * 0xff51afd7ed558ccdL;
      hash ^= hash >>> 32;
    }
    for (; at < end; at++) {
      hash = (hash ^ bytes[at] & 0xff) * 0xc4ceb9fe1a85ec53L;
    }
    hash ^= hash >>> 29;
    return (int) (hash ^ hash >>> 32);
  }

  /** The high 64 bits of the signed product. */
  public static long multiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b);
  }

  /** The high 64 bits of the unsigned product. */
  public static long unsignedMultiplyHigh(long a, long b) {
    return Math.unsignedMultiplyHigh(a, b);
  }
}
