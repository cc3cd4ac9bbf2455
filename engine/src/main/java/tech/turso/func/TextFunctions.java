package tech.turso.func;

import static tech.turso.func.FunctionDef.ANY;
import static tech.turso.func.FunctionDef.builtIn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.TextEncoding;
import tech.turso.value.Register;
import tech.turso.value.Utf8;
import tech.turso.value.Utf8Reader;

/**
 * Functions of texts as sequences of characters. A character is a lead byte and the continuation
 * bytes after it, valid or not; for {@code length}, {@code substr} and {@code unicode} a text ends
 * at its first NUL, for the others it does not. Only ASCII letters have case.
 *
 * <p>SQLite: func.c.
 */
final class TextFunctions {
  private TextFunctions() {}

  static List<FunctionDef> all() {
    return List.of(
        builtIn("length", 1, 1).scalar(TextFunctions::length),
        builtIn("octet_length", 1, 1).scalar(TextFunctions::octetLength),
        builtIn("substr", 2, 2).scalar(TextFunctions::substr),
        builtIn("substr", 3, 3).scalar(TextFunctions::substr),
        builtIn("substring", 2, 2).scalar(TextFunctions::substr),
        builtIn("substring", 3, 3).scalar(TextFunctions::substr),
        builtIn("instr", 2, 2).scalar(TextFunctions::instr),
        builtIn("upper", 1, 1).scalar(TextFunctions::upper),
        builtIn("lower", 1, 1).scalar(TextFunctions::lower),
        builtIn("trim", 1, 1).scalar(c -> trim(c, true, true)),
        builtIn("trim", 2, 2).scalar(c -> trim(c, true, true)),
        builtIn("ltrim", 1, 1).scalar(c -> trim(c, true, false)),
        builtIn("ltrim", 2, 2).scalar(c -> trim(c, true, false)),
        builtIn("rtrim", 1, 1).scalar(c -> trim(c, false, true)),
        builtIn("rtrim", 2, 2).scalar(c -> trim(c, false, true)),
        builtIn("replace", 3, 3).scalar(TextFunctions::replace),
        builtIn("unicode", 1, 1).scalar(TextFunctions::unicode),
        builtIn("char", 0, ANY).scalar(TextFunctions::fromCodePoints),
        builtIn("concat", 1, ANY).scalar(c -> concat(c, 0, null)),
        builtIn("concat_ws", 2, ANY).scalar(TextFunctions::concatWithSeparator));
  }

  private static void length(CallContext c) {
    Register x = c.arg(0);
    switch (x.type) {
      case Register.TEXT -> c.result().setInteger(characters(x.bytes, x.offset, x.length));
      case Register.BLOB -> c.result().setInteger(x.totalBytes());
      case Register.NULL -> {}
      default -> c.result().setInteger(textBytes(c, 0));
    }
  }

  /** Characters before the first NUL. */
  static int characters(byte[] text, int from, int length) {
    int end = from + length;
    int n = 0;
    int at = from;
    while (at < end) {
      byte b = text[at++];
      if (b == 0) {
        break;
      }
      n++;
      if ((b & 0xff) >= 0xc0) {
        while (at < end && (text[at] & 0xc0) == 0x80) {
          at++;
        }
      }
    }
    return n;
  }

  private static int textBytes(CallContext c, int i) {
    Register text = c.textArg(i);
    return text == null ? 0 : text.length;
  }

  private static void octetLength(CallContext c) {
    Register x = c.arg(0);
    TextEncoding encoding = c.host().encoding();
    switch (x.type) {
      case Register.NULL -> {}
      case Register.BLOB -> c.result().setInteger(x.totalBytes());
      case Register.TEXT ->
          c.result()
              .setInteger(
                  encoding == TextEncoding.UTF8
                      ? x.length
                      : 2L * utf16Units(x.bytes, x.offset, x.length));
      default -> c.result().setInteger((long) textBytes(c, 0) * encoding.unitBytes());
    }
  }

  private static int utf16Units(byte[] text, int from, int length) {
    int end = from + length;
    int n = 0;
    for (int at = from; at < end; at += Utf8Reader.encodedBytes(text, at, end)) {
      n += Utf8Reader.codePoint(text, at, end) >= 0x10000 ? 2 : 1;
    }
    return n;
  }

  /** The place after the character at {@code at}. */
  private static int next(byte[] text, int at, int end) {
    int n = at + 1;
    if ((text[at] & 0xff) >= 0xc0) {
      while (n < end && (text[n] & 0xc0) == 0x80) {
        n++;
      }
    }
    return n;
  }

  private static void substr(CallContext c) {
    Register x = c.arg(0);
    boolean isBlob = x.type == Register.BLOB;
    Register text = isBlob ? c.blobArg(0) : c.textArg(0);
    if (text == null || isBlob && text.length == 0 || c.arg(1).type == Register.NULL) {
      return; // an empty blob too gives NULL
    }
    long start = c.longValue(1);
    long count = Long.MAX_VALUE;
    if (c.argCount() == 3) {
      if (c.arg(2).type == Register.NULL) {
        return;
      }
      count = c.longValue(2);
    }
    if (start < 0) {
      start += isBlob ? text.length : characters(text.bytes, text.offset, text.length);
      if (start < 0) {
        count = count < 0 ? 0 : count + start;
        start = 0;
      }
    } else if (start > 0) {
      start--;
    } else if (count > 0) {
      count--;
    }
    if (count < 0) {
      count = count < -start ? start : -count;
      start -= count;
    }
    if (isBlob) {
      int from = (int) Math.min(start, text.length);
      int n = (int) Math.min(count, text.length - from);
      c.result().setBlobOf(text, text.offset + from, n);
    } else {
      part(text, start, count, c.result());
    }
  }

  /** Skips {@code start} characters and takes {@code count}. */
  private static void part(Register text, long start, long count, Register result) {
    byte[] bytes = text.bytes;
    int end = text.offset + text.length;
    int at = text.offset;
    for (long n = start; n > 0 && at < end && bytes[at] != 0; n--) {
      at = next(bytes, at, end);
    }
    int from = at;
    for (long n = count; n > 0 && at < end && bytes[at] != 0; n--) {
      at = next(bytes, at, end);
    }
    result.setTextOf(text, from, at - from);
  }

  private static void instr(CallContext c) {
    Register x = c.arg(0);
    Register y = c.arg(1);
    if (x.type == Register.NULL || y.type == Register.NULL) {
      return;
    }
    boolean blobs = x.type == Register.BLOB && y.type == Register.BLOB;
    Register in = c.blobArg(0);
    Register what = c.blobArg(1);
    if (in != null && what != null) {
      c.result().setInteger(place(in, what, !blobs));
    }
  }

  /** 1 + the number of characters (or bytes) before the first {@code what}; 0 if there is none. */
  private static int place(Register in, Register what, boolean isText) {
    if (what.length == 0) {
      return 1;
    }
    byte[] a = in.bytes;
    byte first = what.bytes[what.offset];
    int end = in.offset + in.length;
    int last = end - what.length;
    int place = 1;
    for (int at = in.offset; at <= last; place++) {
      if (a[at] == first && startsWith(a, at, what)) {
        return place;
      }
      at++;
      while (isText && at < end && (a[at] & 0xc0) == 0x80) {
        at++;
      }
    }
    return 0;
  }

  /** Whether {@code what} is at {@code at}; there are enough bytes. */
  private static boolean startsWith(byte[] in, int at, Register what) {
    byte[] w = what.bytes;
    int offset = what.offset;
    for (int i = 1; i < what.length; i++) {
      if (in[at + i] != w[offset + i]) {
        return false;
      }
    }
    return true;
  }

  private static void upper(CallContext c) {
    Register text = c.textArg(0);
    if (text != null) {
      c.checkLength(text.length + 1L);
      byte[] out = c.result().room(text.length);
      for (int i = 0; i < text.length; i++) {
        out[i] = (byte) Ascii.upper(text.bytes[text.offset + i]);
      }
      c.result().setText(out, 0, text.length);
    }
  }

  private static void lower(CallContext c) {
    Register text = c.textArg(0);
    if (text != null) {
      c.checkLength(text.length + 1L);
      byte[] out = c.result().room(text.length);
      for (int i = 0; i < text.length; i++) {
        out[i] = (byte) Ascii.lower(text.bytes[text.offset + i]);
      }
      c.result().setText(out, 0, text.length);
    }
  }

  private static void trim(CallContext c, boolean left, boolean right) {
    Register text = c.textArg(0);
    Register set = c.argCount() == 2 ? c.textArg(1) : null;
    if (text == null || c.argCount() == 2 && set == null) {
      return;
    }
    int from = text.offset;
    int end = from + text.length;
    if (set == null) {
      while (left && from < end && text.bytes[from] == ' ') {
        from++;
      }
      while (right && from < end && text.bytes[end - 1] == ' ') {
        end--;
      }
    } else {
      if (left) {
        for (int n = -1; n != 0 && from < end; from += n) {
          n = leading(text.bytes, from, end, set);
        }
      }
      if (right) {
        for (int n = -1; n != 0 && from < end; end -= n) {
          n = trailing(text.bytes, from, end, set);
        }
      }
    }
    c.result().setTextOf(text, from, end - from);
  }

  /** Bytes of the first character of {@code set} that the text begins with; 0 if none. */
  private static int leading(byte[] text, int from, int end, Register set) {
    int setEnd = set.offset + set.length;
    for (int at = set.offset; at < setEnd && set.bytes[at] != 0; ) {
      int n = next(set.bytes, at, setEnd) - at;
      if (n <= end - from && same(text, from, set.bytes, at, n)) {
        return n;
      }
      at += n;
    }
    return 0;
  }

  /** Bytes of the first character of {@code set} that the text ends with; 0 if none. */
  private static int trailing(byte[] text, int from, int end, Register set) {
    int setEnd = set.offset + set.length;
    for (int at = set.offset; at < setEnd && set.bytes[at] != 0; ) {
      int n = next(set.bytes, at, setEnd) - at;
      if (n <= end - from && same(text, end - n, set.bytes, at, n)) {
        return n;
      }
      at += n;
    }
    return 0;
  }

  private static boolean same(byte[] a, int aAt, byte[] b, int bAt, int n) {
    for (int i = 0; i < n; i++) {
      if (a[aAt + i] != b[bAt + i]) {
        return false;
      }
    }
    return true;
  }

  private static void replace(CallContext c) {
    Register text = c.textArg(0);
    Register what = c.textArg(1);
    if (text == null || what == null) {
      return;
    }
    if (what.length == 0 || what.bytes[what.offset] == 0) {
      c.resultOf(text);
      c.result().subtype = 0;
      return;
    }
    Register with = c.textArg(2);
    if (with == null) {
      return;
    }
    c.checkLength(text.length + 1L);
    byte[] a = text.bytes;
    byte first = what.bytes[what.offset];
    int end = text.offset + text.length;
    int last = end - what.length;
    int copied = text.offset;
    Utf8Builder out = null;
    for (int at = text.offset; at <= last; ) {
      if (a[at] != first || !startsWith(a, at, what)) {
        at++;
        continue;
      }
      if (out == null) {
        out = new Utf8Builder(c.host().maxLength(), text.length + with.length);
      }
      out.put(a, copied, at - copied).put(with);
      at += what.length;
      copied = at;
    }
    if (out == null) {
      c.result().setTextOf(text, text.offset, text.length);
    } else {
      out.put(a, copied, end - copied).toText(c.result());
    }
  }

  private static void unicode(CallContext c) {
    Register text = c.textArg(0);
    if (text != null && text.length > 0 && text.bytes[text.offset] != 0) {
      c.result()
          .setInteger(Utf8Reader.codePoint(text.bytes, text.offset, text.offset + text.length));
    }
  }

  private static void fromCodePoints(CallContext c) {
    int count = c.argCount();
    byte[] out = c.result().room(4 * count);
    int n = 0;
    for (int i = 0; i < count; i++) {
      long x = c.longValue(i);
      n += Utf8.put(out, n, x < 0 || x > 0x10ffff ? 0xfffd : (int) x);
    }
    c.result().setText(out, 0, n);
  }

  private static void concatWithSeparator(CallContext c) {
    Register separator = c.textArg(0);
    if (separator != null) {
      concat(c, 1, separator);
    }
  }

  private static void concat(CallContext c, int from, @Nullable Register separator) {
    Utf8Builder out = new Utf8Builder(c.host().maxLength());
    boolean any = false;
    for (int i = from; i < c.argCount(); i++) {
      Register text = c.textArg(i);
      if (text != null) {
        if (any && separator != null) {
          out.put(separator);
        }
        out.put(text);
        any = true;
      }
    }
    out.toText(c.result());
  }
}
