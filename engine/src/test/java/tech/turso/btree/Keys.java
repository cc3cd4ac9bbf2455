package tech.turso.btree;

import java.util.Arrays;
import tech.turso.base.TextEncoding;
import tech.turso.record.RecordWriter;
import tech.turso.value.Register;

/** Registers and records for tests. */
final class Keys {
  private Keys() {}

  static Register integer(long value) {
    Register r = new Register();
    r.setInteger(value);
    return r;
  }

  static Register text(String value) {
    Register r = new Register();
    r.setText(value);
    return r;
  }

  static Register[] of(long value) {
    return new Register[] {integer(value)};
  }

  static Register[] of(Register... values) {
    return values;
  }

  static byte[] record(Register... values) {
    RecordWriter writer = new RecordWriter(TextEncoding.UTF8, 4);
    writer.write(values, 0, values.length);
    writer.storeZeros();
    return Arrays.copyOf(writer.bytes(), writer.length());
  }

  /** A payload of that length whose bytes tell it from others; begins like a record. */
  static byte[] payload(long seed, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (seed * 31 + i * (seed | 1));
    }
    if (length > 0) {
      bytes[0] |= 2; // what a record begins with
    }
    return bytes;
  }
}
