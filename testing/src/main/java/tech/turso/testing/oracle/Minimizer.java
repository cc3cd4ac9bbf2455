package tech.turso.testing.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a list short that shows something, by leaving parts out: halves first, then smaller parts,
 * until no single element can go. The result shows it still.
 */
public final class Minimizer {
  private Minimizer() {}

  /**
   * A short part of {@code list}, in its order, for which {@code shows} holds.
   *
   * @param shows holds for the whole list; is asked about {@code n log n} times
   */
  public static <T> List<T> minimize(List<T> list, Predicate<List<T>> shows) {
    List<T> best = new ArrayList<>(list);
    for (int size = Math.max(1, best.size() / 2); ; size = Math.max(1, size / 2)) {
      boolean shorter = false;
      for (int from = 0; from < best.size(); ) {
        List<T> without = new ArrayList<>(best);
        without.subList(from, Math.min(best.size(), from + size)).clear();
        if (!without.isEmpty() && shows.test(without)) {
          best = without;
          shorter = true;
        } else {
          from += size;
        }
      }
      if (size == 1 && !shorter) {
        return best;
      }
    }
  }
}
