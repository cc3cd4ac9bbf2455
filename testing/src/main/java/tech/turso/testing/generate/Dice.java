package tech.turso.testing.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Choices that follow from a seed. */
public final class Dice {
  private final SplittableRandom random;

  /** Gives the same choices for the same seed. */
  public Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A number from 0 to {@code bound - 1}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** A number from {@code from} to {@code to}. */
  public int between(int from, int to) {
    return random.nextInt(from, to + 1);
  }

  /** True so often in a hundred times. */
  public boolean percent(int percent) {
    return random.nextInt(100) < percent;
  }

  /** One of them. */
  @SafeVarargs
  public final <T> T of(T... choices) {
    return choices[below(choices.length)];
  }

  /** One of them; the list is not empty. */
  public <T> T of(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** Calls one of them. */
  @SafeVarargs
  public final String call(Supplier<String>... choices) {
    return choices[below(choices.length)].get();
  }

  /** {@code text} so often in a hundred times, else nothing. */
  public String maybe(int percent, String text) {
    return percent(percent) ? text : "";
  }

  /** From one to {@code max} of them, none twice, in random order. */
  public <T> List<T> some(List<T> choices, int max) {
    List<T> rest = new ArrayList<>(choices);
    List<T> some = new ArrayList<>();
    int count = between(1, Math.min(max, rest.size()));
    for (int i = 0; i < count; i++) {
      some.add(rest.remove(below(rest.size())));
    }
    return some;
  }

  /** Any bits. */
  public long bits() {
    return random.nextLong();
  }
}
