package tech.turso.func;

/** A running count as count() keeps it; executors may call {@link #add()} directly. */
public final class CountState {
  private long count;

  /** A count of nothing. */
  public CountState() {}

  /** Takes in a row. */
  public void add() {
    count++;
  }

  /** Takes out a row. */
  void remove() {
    count--;
  }

  /** How many rows are in. */
  public long count() {
    return count;
  }
}
