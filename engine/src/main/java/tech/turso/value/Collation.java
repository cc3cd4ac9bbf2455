package tech.turso.value;

import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.Bytes;
import tech.turso.base.TextEncoding;

/**
 * An order of texts. The three that SQLite has are built in; users add more through {@link
 * #user(String, Order)}.
 *
 * <p>Source: SQLite, "Datatypes In SQLite" §7. BINARY compares the bytes <em>of the file's
 * encoding</em>, so a UTF-16 file has another order than a UTF-8 file; {@link #binary} gives the
 * right one.
 */
public final class Collation {
  /** What a user supplies: compares two texts, negative if the first is smaller. */
  @FunctionalInterface
  public interface Order {
    /** Compares two ranges of UTF-8. */
    int compare(byte[] a, int aOffset, int aLength, byte[] b, int bOffset, int bLength);
  }

  private enum Kind {
    BINARY,
    NOCASE,
    RTRIM,
    BINARY_UTF16LE,
    BINARY_UTF16BE,
    USER
  }

  /** Compares bytes, in UTF-8 files. */
  public static final Collation BINARY = new Collation("BINARY", Kind.BINARY, null);

  /** Compares bytes with A to Z folded to a to z. */
  public static final Collation NOCASE = new Collation("NOCASE", Kind.NOCASE, null);

  /** Compares bytes without the spaces at the ends. */
  public static final Collation RTRIM = new Collation("RTRIM", Kind.RTRIM, null);

  private static final Collation BINARY_UTF16LE =
      new Collation("BINARY", Kind.BINARY_UTF16LE, null);
  private static final Collation BINARY_UTF16BE =
      new Collation("BINARY", Kind.BINARY_UTF16BE, null);

  private final String name;
  private final Kind kind;
  private final @Nullable Order order;

  private Collation(String name, Kind kind, @Nullable Order order) {
    this.name = name;
    this.kind = kind;
    this.order = order;
  }

  /** BINARY as a file of that encoding orders it. */
  public static Collation binary(TextEncoding encoding) {
    return switch (encoding) {
      case UTF8 -> BINARY;
      case UTF16LE -> BINARY_UTF16LE;
      case UTF16BE -> BINARY_UTF16BE;
    };
  }

  /** The built-in collation of that name, in any case, for a file of that encoding; else null. */
  public static @Nullable Collation builtIn(String name, TextEncoding encoding) {
    return switch (Ascii.fold(name)) {
      case "binary" -> binary(encoding);
      case "nocase" -> NOCASE;
      case "rtrim" -> RTRIM;
      default -> null;
    };
  }

  /** A collation that a program supplies. */
  public static Collation user(String name, Order order) {
    return new Collation(name, Kind.USER, order);
  }

  /** Its name as registered. */
  public String name() {
    return name;
  }

  /** Whether equal texts are equal bytes: BINARY in any encoding. */
  public boolean isBinary() {
    return kind == Kind.BINARY || kind == Kind.BINARY_UTF16LE || kind == Kind.BINARY_UTF16BE;
  }

  /** Compares two texts; negative if the first is smaller. */
  public int compare(byte[] a, int aOffset, int aLength, byte[] b, int bOffset, int bLength) {
    if (kind == Kind.BINARY) {
      return Bytes.compare(a, aOffset, aLength, b, bOffset, bLength);
    }
    return compareOther(a, aOffset, aLength, b, bOffset, bLength);
  }

  private int compareOther(byte[] a, int aOffset, int aLength, byte[] b, int bOffset, int bLength) {
    return switch (kind) {
      case NOCASE -> compareNoCase(a, aOffset, aLength, b, bOffset, bLength);
      case RTRIM ->
          Bytes.compare(
              a,
              aOffset,
              withoutSpaces(a, aOffset, aLength),
              b,
              bOffset,
              withoutSpaces(b, bOffset, bLength));
      case BINARY_UTF16LE ->
          compareUtf16(a, aOffset, aLength, b, bOffset, bLength, TextEncoding.UTF16LE);
      case BINARY_UTF16BE ->
          compareUtf16(a, aOffset, aLength, b, bOffset, bLength, TextEncoding.UTF16BE);
      case USER -> {
        assert order != null;
        yield order.compare(a, aOffset, aLength, b, bOffset, bLength);
      }
      case BINARY -> throw new AssertionError();
    };
  }

  private static int compareNoCase(
      byte[] a, int aOffset, int aLength, byte[] b, int bOffset, int bLength) {
    int n = Math.min(aLength, bLength);
    for (int i = 0; i < n; i++) {
      int x = Ascii.lower(a[aOffset + i] & 0xff);
      int y = Ascii.lower(b[bOffset + i] & 0xff);
      if (x != y) {
        return x - y;
      }
      if (x == 0) {
        break; // SQLite's strnicmp ends at a NUL
      }
    }
    return aLength - bLength;
  }

  private static int withoutSpaces(byte[] bytes, int offset, int length) {
    int n = length;
    while (n > 0 && bytes[offset + n - 1] == ' ') {
      n--;
    }
    return n;
  }

  private static int compareUtf16(
      byte[] a, int aOffset, int aLength, byte[] b, int bOffset, int bLength, TextEncoding e) {
    byte[] x = Utf16.fromUtf8(a, aOffset, aLength, e);
    byte[] y = Utf16.fromUtf8(b, bOffset, bLength, e);
    return Bytes.compare(x, 0, x.length, y, 0, y.length);
  }

  @Override
  public String toString() {
    return name;
  }
}
