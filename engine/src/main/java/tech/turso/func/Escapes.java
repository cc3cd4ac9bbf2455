package tech.turso.func;

import tech.turso.value.Register;

/** Ways to write text inside quotes, for quote() and the conversions of format(). */
final class Escapes {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private Escapes() {}

  /** The index at which a text ends for functions that stop at a NUL. */
  static int end(Register text) {
    int end = text.offset + text.length;
    for (int i = text.offset; i < end; i++) {
      if (text.bytes[i] == 0) {
        return i;
      }
    }
    return end;
  }

  /** Whether there are bytes below 0x20. */
  static boolean hasControls(byte[] text, int from, int end) {
    for (int i = from; i < end; i++) {
      if (text[i] >= 0 && text[i] < 0x20) {
        return true;
      }
    }
    return false;
  }

  /** Appends the text with every {@code quote} doubled. */
  static void putDoubled(byte[] text, int from, int end, int quote, Utf8Builder out) {
    int copied = from;
    for (int i = from; i < end; i++) {
      if (text[i] == quote) {
        out.put(text, copied, i + 1 - copied);
        copied = i;
      }
    }
    out.put(text, copied, end - copied);
  }

  /** Appends the text as unistr() reads it, with every {@code quote} doubled. */
  static void putUnistr(byte[] text, int from, int end, int quote, Utf8Builder out) {
    for (int i = from; i < end; i++) {
      byte b = text[i];
      if (b >= 0 && b < 0x20) {
        putControl(b, out);
      } else {
        out.put(b);
        if (b == quote || b == '\\') {
          out.put(b);
        }
      }
    }
  }

  /** Appends the text as the inside of a JSON string. */
  static void putJson(byte[] text, int from, int end, Utf8Builder out) {
    for (int i = from; i < end; i++) {
      byte b = text[i];
      switch (b) {
        case '"', '\\' -> out.put('\\').put(b);
        case '\b' -> out.ascii("\\b");
        case '\t' -> out.ascii("\\t");
        case '\n' -> out.ascii("\\n");
        case '\f' -> out.ascii("\\f");
        case '\r' -> out.ascii("\\r");
        default -> {
          if (b >= 0 && b < 0x20) {
            putControl(b, out);
          } else {
            out.put(b);
          }
        }
      }
    }
  }

  private static void putControl(byte b, Utf8Builder out) {
    out.ascii("\\u00").put(HEX[b >> 4]).put(HEX[b & 15]);
  }
}
