package tech.turso.vdbe.exec;

import java.util.List;

/**
 * Merges sorted runs: the current record is the smallest of theirs; of equal ones that of the run
 * that comes first in the list.
 *
 * <p>A binary heap of the runs' numbers, ordered by their current records.
 */
final class SortMerge {
  private final RecordOrder order;
  private final SortRun[] runs;
  private final int[] heap;
  private int size;

  /** Begins at the first record of every run. */
  SortMerge(RecordOrder order, List<SortRun> runs) {
    this.order = order;
    this.runs = runs.toArray(new SortRun[0]);
    heap = new int[this.runs.length];
    for (int i = 0; i < this.runs.length; i++) {
      this.runs[i].rewind();
      if (this.runs[i].next()) {
        heap[size++] = i;
      }
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      siftDown(i);
    }
  }

  /** Whether there is a current record. */
  boolean isOnRecord() {
    return size > 0;
  }

  /** The run whose current record is the current record. */
  SortRun current() {
    return runs[heap[0]];
  }

  /** Goes to the next record; false if there is none. */
  boolean next() {
    if (size == 0) {
      return false;
    }
    if (!runs[heap[0]].next()) {
      heap[0] = heap[--size];
    }
    siftDown(0);
    return size > 0;
  }

  private void siftDown(int from) {
    int at = from;
    for (; ; ) {
      int child = 2 * at + 1;
      if (child >= size) {
        return;
      }
      if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isBefore(heap[child], heap[at])) {
        return;
      }
      int swap = heap[at];
      heap[at] = heap[child];
      heap[child] = swap;
      at = child;
    }
  }

  private boolean isBefore(int run, int other) {
    SortRun a = runs[run];
    SortRun b = runs[other];
    int result = order.compare(a.bytes(), a.offset(), b.bytes(), b.offset());
    return result < 0 || result == 0 && run < other;
  }
}
