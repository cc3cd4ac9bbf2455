package tech.turso.func;

import tech.turso.base.DbException;
import tech.turso.value.RealDigits;

/**
 * Renders REALs for {@code %f}, {@code %e} and {@code %g}.
 *
 * <p>SQLite: printf.c etFLOAT, etEXP, etGENERIC.
 */
final class RealFormat {
  /** No flags. */
  static final Style PLAIN = new Style(0, false, false, false, false);

  private RealFormat() {}

  /**
   * The flags of a conversion.
   *
   * @param sign '+' or ' ' before what is not negative, or 0
   * @param alternate {@code #}: keep the point; of {@code %f} no minus before zero
   * @param extended {@code !}: more digits, and always one after the point
   * @param zeros {@code 0}: an infinity is 9.0e+999
   * @param thousands {@code ,}: commas
   */
  record Style(int sign, boolean alternate, boolean extended, boolean zeros, boolean thousands) {}

  /**
   * Appends {@code value}, without padding.
   *
   * @param d scratch space
   * @param conversion one of f, e, E, g, G
   * @param places digits after the point for f and e, significant digits for g
   * @param width of the field, which counts against the limit of {@code out}
   * @throws DbException.Sql with TOOBIG if it is beyond the limit of {@code out}
   */
  static void render(
      RealDigits d,
      double value,
      int conversion,
      int places,
      int width,
      Style style,
      Utf8Builder out) {
    int kind = conversion | 0x20;
    int precision = kind == 'g' && places == 0 ? 1 : places;
    int round = kind == 'f' ? -precision : kind == 'g' ? precision : precision + 1;
    d.decode(value, round, style.extended ? Format.MOST_DIGITS_EXTENDED : Format.MOST_DIGITS);
    if (d.infinite) {
      if (!style.zeros) {
        infinity(d.negative, style, out);
        return;
      }
      d.first = 0;
      d.digits[0] = '9';
      d.count = 1;
      d.pointAt = 1000;
    }
    int prefix = style.sign;
    if (d.negative) {
      boolean hidden = style.alternate && style.sign == 0 && kind == 'f' && d.pointAt <= round;
      prefix = hidden ? 0 : '-';
    }
    int exponent = d.pointAt - 1;
    boolean scientific = kind == 'e';
    boolean trims = style.extended;
    if (kind == 'g') {
      precision--;
      trims = !style.alternate;
      scientific = exponent < -4 || exponent > precision;
      if (!scientific) {
        precision -= exponent;
      }
    }
    int before = scientific ? 0 : exponent;
    long commas = style.thousands && before > 0 ? (before + 2) / 3 : 0;
    out.check(Math.max(before, 0) + (long) precision + width + 15 + commas);
    if (prefix != 0) {
      out.put(prefix);
    }
    boolean point = precision > 0 || style.alternate || style.extended;
    number(d, before, precision, point, style.thousands, out);
    if (trims && point) {
      trim(style.extended, out);
    }
    if (scientific) {
      exponent(exponent, conversion == 'e' || conversion == 'g' ? 'e' : 'E', out);
    }
  }

  private static void infinity(boolean negative, Style style, Utf8Builder out) {
    if (negative) {
      out.put('-');
    } else if (style.sign != 0) {
      out.put(style.sign);
    }
    out.ascii("Inf");
  }

  /** Appends the digits: {@code before + 1} of them before the point, or "0" if it is negative. */
  private static void number(
      RealDigits d, int before, int precision, boolean point, boolean thousands, Utf8Builder out) {
    int i = 0;
    int e = before;
    if (e < 0) {
      out.put('0');
    }
    for (; e >= 0; e--) {
      out.put(i < d.count ? d.digits[d.first + i++] : '0');
      if (thousands && e % 3 == 0 && e > 1) {
        out.put(',');
      }
    }
    if (point) {
      out.put('.');
    }
    int rest = precision;
    if (e < -1 && rest > 0) {
      int zeros = Math.min(-1 - e, rest);
      out.fill('0', zeros);
      rest -= zeros;
    }
    int digits = Math.min(rest, d.count - i);
    if (digits > 0) {
      out.put(d.digits, d.first + i, digits);
      rest -= digits;
    }
    out.fill('0', rest);
  }

  /** Cuts zeros at the end; the point goes too or, with {@code keepsOne}, keeps a zero. */
  private static void trim(boolean keepsOne, Utf8Builder out) {
    int n = out.length();
    while (out.at(n - 1) == '0') {
      n--;
    }
    if (out.at(n - 1) == '.') {
      if (keepsOne) {
        out.truncate(n);
        out.put('0');
        return;
      }
      n--;
    }
    out.truncate(n);
  }

  private static void exponent(int exponent, int letter, Utf8Builder out) {
    int e = Math.abs(exponent);
    out.put(letter).put(exponent < 0 ? '-' : '+');
    if (e >= 100) {
      out.put('0' + e / 100);
    }
    out.put('0' + e / 10 % 10).put('0' + e % 10);
  }
}
