package tech.turso.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Times of {@code .timer}: on the wall and of the processor, in user and system mode. */
final class Stopwatch {
  private static final double TICKS_PER_SECOND = 100; // of /proc, the same on every Linux

  private final long wallNanos = System.nanoTime();
  private final double[] processor = processorSeconds();

  /** Seconds since the start. */
  double wallSeconds() {
    return (System.nanoTime() - wallNanos) / 1e9;
  }

  /** {@code Run Time: real 0.001234 user 0.000000 sys 0.000000}. */
  String line(double wallSeconds) {
    double[] now = processorSeconds();
    return "Run Time: real "
        + sixDigits(wallSeconds)
        + " user "
        + sixDigits(now[0] - processor[0])
        + " sys "
        + sixDigits(now[1] - processor[1]);
  }

  private static String sixDigits(double seconds) {
    return BigDecimal.valueOf(Math.round(seconds * 1e6), 6).toPlainString();
  }

  private static double[] processorSeconds() {
    try {
      // The fields after the name in parentheses: the 12th is user, the 13th system time.
      String text = Files.readString(Path.of("/proc/self/stat"));
      List<String> fields = List.of(text.substring(text.lastIndexOf(')') + 2).split(" "));
      return new double[] {
        Long.parseLong(fields.get(11)) / TICKS_PER_SECOND,
        Long.parseLong(fields.get(12)) / TICKS_PER_SECOND
      };
    } catch (IOException | RuntimeException e) {
      var total = ProcessHandle.current().info().totalCpuDuration();
      return new double[] {total.isPresent() ? total.get().toNanos() / 1e9 : 0, 0};
    }
  }
}
