package tech.turso.func;

import static tech.turso.func.FunctionDef.ANY;
import static tech.turso.func.FunctionDef.builtIn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.Bytes;
import tech.turso.value.Numbers;
import tech.turso.value.Register;

/**
 * {@code format()}, also called {@code printf()}: reads the format and hands each conversion to
 * what renders it. A conversion that does not exist ends the result there; missing arguments count
 * as 0 or NULL.
 *
 * <p>Flags: {@code -} left, {@code +} and blank for the sign, {@code #} and {@code !} for other
 * forms, {@code 0} for zeros on the left, {@code ,} for thousands. Conversions: {@code d i u x X o
 * f e E g G s z c q Q w j J r p n %}.
 *
 * <p>SQLite: printf.c sqlite3_str_vappendf.
 */
final class Format {
  /** Significant digits of a REAL without the flag {@code !}. */
  static final int MOST_DIGITS = 16;

  /** Significant digits of a REAL with the flag {@code !}. */
  static final int MOST_DIGITS_EXTENDED = 26;

  private static final int MOST_PRECISION = 100_000_000;
  private static final int NO_PRECISION = -1;

  private final CallContext c;
  private final byte[] format;
  private final int end;
  private final Utf8Builder out;
  private int at;
  private int nextArg = 1;

  private boolean left;
  private int sign;
  private boolean alternate;
  private boolean extended;
  private boolean zeros;
  private boolean thousands;
  private int width;
  private int precision;

  private Format(CallContext c, Register format) {
    this.c = c;
    this.format = format.bytes;
    this.at = format.offset;
    this.end = Escapes.end(format);
    this.out = new Utf8Builder(c.host().maxLength(), format.length);
  }

  static List<FunctionDef> all() {
    return List.of(
        builtIn("format", 0, ANY).scalar(Format::call),
        builtIn("printf", 0, ANY).scalar(Format::call));
  }

  private static void call(CallContext c) {
    Register format = c.argCount() == 0 ? null : c.textArg(0);
    if (format != null) {
      Format f = new Format(c, format);
      f.run();
      f.out.toText(c.result());
    }
  }

  private void run() {
    while (at < end) {
      int from = at;
      while (at < end && format[at] != '%') {
        at++;
      }
      out.put(format, from, at - from);
      if (at == end) {
        return;
      }
      at++;
      if (at == end) {
        out.put('%');
        return;
      }
      int conversion = readFlags();
      at++;
      if (!convert(conversion)) {
        return;
      }
    }
  }

  /** The byte at {@code i}; 0 at the end of the format. */
  private int peek(int i) {
    return i < end ? format[i] : 0;
  }

  /** Reads flags, width and precision; leaves {@code at} on the conversion and returns it. */
  private int readFlags() {
    left = alternate = extended = zeros = thousands = false;
    sign = 0;
    width = 0;
    precision = NO_PRECISION;
    while (true) {
      int b = peek(at);
      switch (b) {
        case '-' -> left = true;
        case '+', ' ' -> sign = b;
        case '#' -> alternate = true;
        case '!' -> extended = true;
        case '0' -> zeros = true;
        case ',' -> thousands = true;
        case 'l' -> {
          at++;
          if (peek(at) == 'l') {
            at++;
          }
          return peek(at);
        }
        case '*' -> {
          takeWidth((int) longArg());
          int following = peek(at + 1);
          if (following != '.' && following != 'l') {
            at++;
            return following;
          }
        }
        case '.' -> {
          readPrecision();
          if (peek(at) != 'l') {
            return peek(at);
          }
          at--;
        }
        default -> {
          if (b < '1' || b > '9') {
            return b;
          }
          width = readNumber();
          if (peek(at) != '.' && peek(at) != 'l') {
            return peek(at);
          }
          at--;
        }
      }
      at++;
      if (at >= end) {
        return 0;
      }
    }
  }

  private void takeWidth(int value) {
    left |= value < 0;
    width = value == Integer.MIN_VALUE ? 0 : Math.abs(value);
  }

  /** Reads what follows a point; leaves {@code at} after it. */
  private void readPrecision() {
    at++;
    if (peek(at) == '*') {
      int value = (int) longArg();
      precision = value == Integer.MIN_VALUE ? NO_PRECISION : Math.abs(value);
      at++;
    } else {
      precision = readNumber();
    }
  }

  /** Reads digits as a number of 31 bits; higher bits are lost, as in SQLite. */
  private int readNumber() {
    int n = 0;
    while (Ascii.isDigit(peek(at))) {
      n = n * 10 + peek(at++) - '0';
    }
    return n & Integer.MAX_VALUE;
  }

  /** Renders one conversion; false if there is none of that letter. */
  private boolean convert(int conversion) {
    switch (conversion) {
      case 'd', 'i' -> signedInteger(false);
      case 'r' -> {
        thousands = false;
        signedInteger(true);
      }
      case 'u' -> integer(longArg(), 10, Digits.UPPER, 0, "", false);
      case 'x' -> radix(16, Digits.LOWER, "0x");
      case 'X' -> radix(16, Digits.UPPER, "0X");
      case 'p' -> radix(16, Digits.UPPER, "0x");
      case 'o' -> radix(8, Digits.UPPER, "0");
      case 'f', 'e', 'E', 'g', 'G' -> real(conversion);
      case 's', 'z' -> string();
      case 'c' -> character();
      case 'q', 'Q', 'w', 'j', 'J' -> quoted(conversion);
      case '%' -> {
        startField(1);
        out.put('%');
        endField(1);
      }
      case 'n' -> {}
      default -> {
        return false;
      }
    }
    return true;
  }

  private long longArg() {
    return nextArg < c.argCount() ? Numbers.integerOf(c.arg(nextArg++)) : 0;
  }

  private double doubleArg() {
    return nextArg < c.argCount() ? Numbers.realOf(c.arg(nextArg++)) : 0.0;
  }

  private @Nullable Register textArg() {
    return nextArg < c.argCount() ? c.textArg(nextArg++) : null;
  }

  private void signedInteger(boolean ordinal) {
    long value = longArg();
    integer(value < 0 ? -value : value, 10, Digits.UPPER, value < 0 ? '-' : sign, "", ordinal);
  }

  private void radix(int base, byte[] digits, String prefix) {
    thousands = false;
    long value = longArg();
    integer(value, base, digits, 0, alternate && value != 0 ? prefix : "", false);
  }

  /** Renders an unsigned integer. */
  private void integer(
      long value, int base, byte[] digits, int signByte, String prefix, boolean ordinal) {
    byte[] text = new byte[22];
    int first = text.length;
    long rest = value;
    do {
      long next = Long.divideUnsigned(rest, base);
      text[--first] = digits[(int) (rest - next * base)];
      rest = next;
    } while (rest != 0);
    int count = text.length - first;
    int suffix = ordinal ? 2 : 0;
    long places = precision;
    if (zeros && places < width - (signByte != 0 ? 1 : 0)) {
      places = width - (signByte != 0 ? 1 : 0);
    }
    out.check(places + 10 + (thousands ? places / 3 : 0) - out.length());
    long total = Math.max(places, count + suffix);
    long commas = thousands ? (total - 1) / 3 : 0;
    long length = prefix.length() + (signByte != 0 ? 1 : 0) + total + commas;
    startField(length);
    out.ascii(prefix);
    if (signByte != 0) {
      out.put(signByte);
    }
    long leading = total - suffix - count;
    if (commas == 0) {
      out.fill('0', leading).put(text, first, count);
    } else {
      for (long i = 0; i < total; i++) {
        if (i > 0 && (total - i) % 3 == 0) {
          out.put(',');
        }
        out.put(i < leading ? '0' : text[first + (int) (i - leading)]);
      }
    }
    if (ordinal) {
      out.ascii(ordinalSuffix(value));
    }
    endField(length);
  }

  private static String ordinalSuffix(long value) {
    if (Long.remainderUnsigned(Long.divideUnsigned(value, 10), 10) == 1) {
      return "th";
    }
    return switch ((int) Long.remainderUnsigned(value, 10)) {
      case 1 -> "st";
      case 2 -> "nd";
      case 3 -> "rd";
      default -> "th";
    };
  }

  private void real(int conversion) {
    double value = doubleArg();
    RealFormat.Style style = new RealFormat.Style(sign, alternate, extended, zeros, thousands);
    int places = Math.min(precision == NO_PRECISION ? 6 : precision, MOST_PRECISION);
    Utf8Builder field = new Utf8Builder(c.host().maxLength());
    RealFormat.render(c.digits(), value, conversion, places, width, style, field);
    if (zeros && !left) {
      field.zeroFill(0, width);
    }
    field(field);
  }

  private void string() {
    Register text = textArg();
    byte[] bytes = text == null ? Bytes.EMPTY : text.bytes;
    int from = text == null ? 0 : text.offset;
    int to = text == null ? 0 : cut(bytes, from, Escapes.end(text));
    field(bytes, from, to);
  }

  /** Where a text ends for the precision: in bytes, or in characters with the flag {@code !}. */
  private int cut(byte[] bytes, int from, int to) {
    if (precision == NO_PRECISION) {
      return to;
    }
    if (!extended) {
      return (int) Math.min(to, from + (long) precision);
    }
    int i = from;
    for (int n = precision; n > 0 && i < to; n--) {
      if ((bytes[i++] & 0xff) >= 0xc0) {
        while (i < to && (bytes[i] & 0xc0) == 0x80) {
          i++;
        }
      }
    }
    return i;
  }

  /** As {@link #cut}, where every continuation byte belongs to what is before it. */
  private int cutJson(byte[] bytes, int from, int to) {
    if (precision == NO_PRECISION || !extended) {
      return cut(bytes, from, to);
    }
    int characters = 0;
    for (int i = from; i < to; i++) {
      if ((bytes[i] & 0xc0) != 0x80 && characters++ == precision) {
        return i;
      }
    }
    return to;
  }

  /** The first character of the argument, as often as the precision says; NUL if it has none. */
  private void character() {
    Register text = textArg();
    byte[] one = new byte[4];
    int length = 1;
    if (text != null && text.length > 0) {
      one[0] = text.bytes[text.offset];
      if ((one[0] & 0xc0) == 0xc0) {
        while (length < 4
            && length < text.length
            && (text.bytes[text.offset + length] & 0xc0) == 0x80) {
          one[length] = text.bytes[text.offset + length];
          length++;
        }
      }
    }
    extended = true;
    if (precision > 1) {
      width -= precision - 1;
      if (width > 1 && !left) {
        out.fill(' ', width - 1L);
        width = 0;
      }
      long copies = precision - 1L;
      out.check(copies * length);
      out.put(one, 0, length);
      for (long done = 1; done < copies; ) {
        int more = (int) Math.min(done, copies - done);
        out.repeatTail(more * length);
        done += more;
      }
    }
    field(one, 0, length);
  }

  private void quoted(int conversion) {
    Register text = textArg();
    Utf8Builder field = new Utf8Builder(c.host().maxLength());
    boolean json = conversion == 'j' || conversion == 'J';
    if (text == null) {
      Register none = new Register();
      none.setText(
          switch (conversion) {
            case 'j' -> "";
            case 'J' -> "null";
            case 'Q' -> "NULL";
            default -> "(NULL)";
          });
      int to = json ? none.length : cut(none.bytes, 0, none.length);
      field.put(none.bytes, 0, to);
    } else {
      int end = Escapes.end(text);
      if (json) {
        quoteJson(text, cutJson(text.bytes, text.offset, end), conversion == 'J', field);
      } else {
        quoteSql(text, cut(text.bytes, text.offset, end), conversion, field);
      }
    }
    field(field);
  }

  private static void quoteJson(Register text, int to, boolean quotes, Utf8Builder field) {
    if (quotes) {
      field.put('"');
    }
    Escapes.putJson(text.bytes, text.offset, to, field);
    if (quotes) {
      field.put('"');
    }
  }

  private void quoteSql(Register text, int to, int conversion, Utf8Builder field) {
    int quote = conversion == 'w' ? '"' : '\'';
    boolean controls =
        alternate
            && (conversion == 'q'
                || conversion == 'Q' && Escapes.hasControls(text.bytes, text.offset, to));
    if (conversion == 'Q') {
      field.ascii(controls ? "unistr('" : "'");
    }
    if (controls) {
      Escapes.putUnistr(text.bytes, text.offset, to, quote, field);
    } else {
      Escapes.putDoubled(text.bytes, text.offset, to, quote, field);
    }
    if (conversion == 'Q') {
      field.ascii(controls ? "')" : "'");
    }
  }

  private void field(Utf8Builder field) {
    Register r = new Register();
    field.toText(r);
    field(r.bytes, 0, r.length);
  }

  /** Appends bytes padded to the width; with the flag {@code !} that is counted in characters. */
  private void field(byte[] bytes, int from, int to) {
    if (extended && width > 0) {
      for (int i = from; i < to; i++) {
        if ((bytes[i] & 0xc0) == 0x80) {
          width++;
        }
      }
    }
    startField(to - from);
    out.put(bytes, from, to - from);
    endField(to - from);
  }

  private void startField(long length) {
    if (!left) {
      out.fill(' ', width - length);
    }
  }

  private void endField(long length) {
    if (left) {
      out.fill(' ', width - length);
    }
  }

  /** Digits of numbers. */
  private static final class Digits {
    static final byte[] UPPER = ascii("0123456789ABCDEF");
    static final byte[] LOWER = ascii("0123456789abcdef");

    private Digits() {}

    private static byte[] ascii(String text) {
      return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
  }
}
