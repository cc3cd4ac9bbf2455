package tech.turso.engine;

import java.util.ArrayList;
import java.util.List;
import tech.turso.base.Ascii;

/**
 * The named savepoints that are open, the outermost first. The place in the list plus one is the
 * level in every database that is written.
 *
 * <p>SQLite: sqliteInt.h Savepoint.
 */
final class Savepoints {
  /**
   * A savepoint.
   *
   * @param deferred violations of deferred foreign keys when it was opened
   * @param deferredImmediate the same for immediate ones that were made deferred
   */
  record Savepoint(String name, long deferred, long deferredImmediate) {}

  private final List<Savepoint> open = new ArrayList<>();

  /** Whether the first was opened outside of a transaction: its release commits. */
  private boolean beganTransaction;

  int count() {
    return open.size();
  }

  Savepoint get(int level) {
    return open.get(level - 1);
  }

  /** Opens one. */
  void push(Savepoint savepoint, boolean beginsTransaction) {
    if (beginsTransaction) {
      beganTransaction = true;
    }
    open.add(savepoint);
  }

  /** The level of the innermost savepoint of that name, in any case; 0 if there is none. */
  int find(String name) {
    for (int level = open.size(); level > 0; level--) {
      if (Ascii.equalsIgnoreCase(open.get(level - 1).name(), name)) {
        return level;
      }
    }
    return 0;
  }

  /** Whether the release of that level commits the transaction. */
  boolean isTransaction(int level) {
    return level == 1 && beganTransaction;
  }

  /** Forgets those above {@code level}. */
  void keep(int level) {
    while (open.size() > level) {
      open.removeLast();
    }
    if (level == 0) {
      beganTransaction = false;
    }
  }
}
