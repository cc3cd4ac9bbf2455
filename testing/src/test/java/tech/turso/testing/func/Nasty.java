package tech.turso.testing.func;

import java.util.ArrayList;
import java.util.List;

/** Values at the edges of everything. */
final class Nasty {
  static final List<Cell> VALUES = values();

  private Nasty() {}

  private static List<Cell> values() {
    List<Cell> all = new ArrayList<>();
    all.add(Cell.NULL);
    for (long l :
        new long[] {
          0,
          1,
          -1,
          2,
          5,
          100,
          -100,
          64,
          0x10ffff,
          55296,
          Integer.MAX_VALUE,
          1L << 51,
          (1L << 53) + 1,
          -(1L << 53) - 1,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          Long.MIN_VALUE + 1
        }) {
      all.add(Cell.of(l));
    }
    for (double d :
        new double[] {
          0.0,
          -0.0,
          0.1,
          -1.5,
          2.5,
          1e15,
          1e17,
          123456789012345.6,
          9007199254740993.0,
          9.3e18,
          -9.223372036854775808e18,
          1e308,
          -1e308,
          5e-324,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY
        }) {
      all.add(Cell.of(d));
    }
    for (String s :
        new String[] {
          "",
          " ",
          "a",
          "A",
          "abc",
          "aBcAbC",
          "5",
          " 12 ",
          "1e3",
          "-1.5x",
          "0x10",
          ".5",
          "9223372036854775808",
          "99999999999999999999x",
          "a\0b",
          "\0",
          "12\0",
          "é",
          "ÉéЖ",
          "😀x😀",
          "%",
          "_",
          "a%b_c",
          "[a-c]*",
          "it's",
          "\"q\"\\",
          "\n\t\1",
          "\\u0041\\00e9",
          "4142 43",
          "  a b  "
        }) {
      all.add(Cell.text(s));
    }
    all.add(Cell.text(new byte[] {(byte) 0xff, 'a', (byte) 0x80}));
    all.add(Cell.text(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}));
    all.add(Cell.text(new byte[] {(byte) 0xf0, (byte) 0x9f, 'z'}));
    all.add(Cell.text("ab".repeat(300)));
    all.add(Cell.blob());
    all.add(Cell.blob(0));
    all.add(Cell.blob('a', 'b'));
    all.add(Cell.blob('1', '2', '.', '5'));
    all.add(Cell.blob(0, 1, 0xfe, 0xff, 'a'));
    all.add(Cell.blob(0xc3, 0xa9, 0xc3));
    return List.copyOf(all);
  }
}
