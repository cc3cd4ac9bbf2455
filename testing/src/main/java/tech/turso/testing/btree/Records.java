package tech.turso.testing.btree;

import java.util.Arrays;
import tech.turso.base.TextEncoding;
import tech.turso.record.RecordWriter;
import tech.turso.value.Register;

/** Payloads of trees. */
final class Records {
  private Records() {}

  static Register integer(long value) {
    Register r = new Register();
    r.setInteger(value);
    return r;
  }

  /** An index's key and something behind it. */
  static Register[] entry(long key, int padding) {
    Register text = new Register();
    text.setText("p".repeat(padding));
    return new Register[] {integer(key), text};
  }

  static byte[] record(Register... values) {
    RecordWriter writer = new RecordWriter(TextEncoding.UTF8, 4);
    writer.write(values, 0, values.length);
    writer.storeZeros();
    return Arrays.copyOf(writer.bytes(), writer.length());
  }

  /** A payload of that length, at least 1, that can be told from others; begins like a record. */
  static byte[] payload(long seed, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (seed * 31 + i * (seed | 1));
    }
    bytes[0] |= 2; // what a record begins with
    return bytes;
  }
}
