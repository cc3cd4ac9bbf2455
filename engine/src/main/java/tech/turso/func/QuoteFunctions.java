package tech.turso.func;

import static tech.turso.func.FunctionDef.builtIn;

import java.util.List;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.value.Numbers;
import tech.turso.value.Register;
import tech.turso.value.Utf8Reader;

/**
 * Values as text and back: quote, unistr, hex and their inverses.
 *
 * <p>SQLite: func.c.
 */
final class QuoteFunctions {
  private static final byte[] UPPER = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  private QuoteFunctions() {}

  static List<FunctionDef> all() {
    return List.of(
        builtIn("quote", 1, 1).scalar(c -> quote(c, false)),
        builtIn("unistr_quote", 1, 1).scalar(c -> quote(c, true)),
        builtIn("unistr", 1, 1).scalar(QuoteFunctions::unistr),
        builtIn("hex", 1, 1).scalar(QuoteFunctions::hex),
        builtIn("unhex", 1, 1).scalar(QuoteFunctions::unhex),
        builtIn("unhex", 2, 2).scalar(QuoteFunctions::unhex));
  }

  private static void quote(CallContext c, boolean escapes) {
    Utf8Builder out = new Utf8Builder(c.host().maxLength());
    quote(c.arg(0), escapes, out);
    out.toText(c.result());
  }

  /**
   * Appends the value as a literal of SQL. Text ends at its first NUL.
   *
   * @param escapes whether text with control characters becomes a call of unistr()
   */
  static void quote(Register value, boolean escapes, Utf8Builder out) {
    switch (value.type) {
      case Register.NULL -> out.ascii("NULL");
      case Register.INTEGER -> out.put(Numbers.integerBytes(value.integer));
      case Register.REAL -> {
        if (Double.isInfinite(value.real)) {
          out.ascii(value.real > 0 ? "9.0e+999" : "-9.0e+999");
        } else {
          out.put(Numbers.realBytes(value.real));
        }
      }
      case Register.TEXT -> quoteText(value, escapes, out);
      default -> {
        out.check(2L * value.totalBytes() + 4);
        out.ascii("X'");
        hex(value, out);
        out.put('\'');
      }
    }
  }

  private static void quoteText(Register text, boolean escapes, Utf8Builder out) {
    int end = Escapes.end(text);
    if (escapes && Escapes.hasControls(text.bytes, text.offset, end)) {
      out.ascii("unistr('");
      Escapes.putUnistr(text.bytes, text.offset, end, '\'', out);
      out.ascii("')");
    } else {
      out.put('\'');
      Escapes.putDoubled(text.bytes, text.offset, end, '\'', out);
      out.put('\'');
    }
  }

  private static void hex(CallContext c) {
    Register bytes = c.blobArg(0);
    int n = bytes == null ? 0 : bytes.totalBytes();
    c.checkLength(2L * n + 1);
    Utf8Builder out = new Utf8Builder(2 * n, 2 * n);
    if (bytes != null) {
      hex(bytes, out);
    }
    out.toText(c.result());
  }

  private static void hex(Register bytes, Utf8Builder out) {
    for (int i = 0; i < bytes.length; i++) {
      int b = bytes.bytes[bytes.offset + i];
      out.put(UPPER[b >> 4 & 15]).put(UPPER[b & 15]);
    }
    out.fill('0', 2L * (bytes.type == Register.BLOB ? bytes.zeros : 0));
  }

  private static void unhex(CallContext c) {
    Register text = c.textArg(0);
    Register ignored = c.argCount() == 2 ? c.textArg(1) : null;
    if (text == null || c.argCount() == 2 && ignored == null) {
      return;
    }
    byte[] in = text.bytes;
    int end = Escapes.end(text);
    byte[] out = new byte[(end - text.offset) / 2];
    int n = 0;
    for (int at = text.offset; at < end; ) {
      int high = Ascii.hexValue(in[at]);
      if (high < 0) {
        if (ignored == null || !contains(ignored, Utf8Reader.codePoint(in, at, end))) {
          return;
        }
        at += Utf8Reader.encodedBytes(in, at, end);
        continue;
      }
      int low = at + 1 < end ? Ascii.hexValue(in[at + 1]) : -1;
      if (low < 0) {
        return;
      }
      out[n++] = (byte) (high << 4 | low);
      at += 2;
    }
    c.result().setBlob(out, 0, n);
  }

  private static boolean contains(Register set, int codePoint) {
    int end = set.offset + set.length;
    for (int at = set.offset; at < end; at += Utf8Reader.encodedBytes(set.bytes, at, end)) {
      if (Utf8Reader.codePoint(set.bytes, at, end) == codePoint) {
        return true;
      }
    }
    return false;
  }

  /** A backslash after a NUL is no escape: the rest is taken as it is. */
  private static void unistr(CallContext c) {
    Register text = c.textArg(0);
    if (text == null) {
      return;
    }
    byte[] in = text.bytes;
    int end = text.offset + text.length;
    Utf8Builder out = new Utf8Builder(c.host().maxLength(), text.length);
    for (int at = text.offset; at < end; ) {
      if (in[at] == 0) {
        out.put(in, at, end - at);
        break;
      }
      if (in[at] != '\\') {
        out.put(in[at++]);
        continue;
      }
      int kind = at + 1 < end ? in[at + 1] : 0;
      int digits = 4;
      int digitsAt = at + 2;
      switch (kind) {
        case '\\' -> digits = 0;
        case '+' -> digits = 6;
        case 'U' -> digits = 8;
        case 'u' -> {}
        default -> digitsAt = at + 1;
      }
      if (digits == 0) {
        out.put('\\');
      } else {
        out.codePoint(hexNumber(in, digitsAt, digits, end));
      }
      at = digitsAt + digits;
    }
    out.toText(c.result());
  }

  private static int hexNumber(byte[] in, int at, int digits, int end) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = at + i < end ? Ascii.hexValue(in[at + i]) : -1;
      if (digit < 0) {
        throw new DbException.Sql("invalid Unicode escape");
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
