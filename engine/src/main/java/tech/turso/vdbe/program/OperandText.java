package tech.turso.vdbe.program;

import java.util.Arrays;
import tech.turso.value.Affinity;
import tech.turso.value.KeyInfo;

/**
 * What EXPLAIN shows of an operand P4.
 *
 * <p>SQLite: vdbeaux.c sqlite3VdbeDisplayP4.
 */
public final class OperandText {
  private OperandText() {}

  /** The text. */
  public static String of(Object p4) {
    return switch (p4) {
      case KeyInfo info -> key(info);
      case CompareKey compare -> key(compare.info());
      case Affinity[] affinities -> {
        StringBuilder out = new StringBuilder();
        for (Affinity affinity : affinities) {
          out.append(affinity.letter());
        }
        yield out.toString();
      }
      case int[] numbers -> Arrays.toString(numbers).replace(" ", "");
      case byte[] bytes -> "(blob)";
      default -> p4.toString();
    };
  }

  private static String key(KeyInfo info) {
    StringBuilder out = new StringBuilder("k(").append(info.keyFields());
    for (int i = 0; i < info.keyFields(); i++) {
      out.append(',');
      if ((info.flags()[i] & KeyInfo.DESC) != 0) {
        out.append('-');
      }
      if ((info.flags()[i] & KeyInfo.BIG_NULL) != 0) {
        out.append("N.");
      }
      String name = info.collations()[i].name();
      out.append(name.equals("BINARY") ? "B" : name);
    }
    return out.append(')').toString();
  }
}
