package tech.turso.vdbe.exec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.value.KeyInfo;
import tech.turso.vfs.Vfs;

/**
 * Sorts records: those that are equal stay in the order in which they were added.
 *
 * <p>Records are kept in memory. When they are more than its share, they are sorted and written to
 * a temporary file, a run. Sixteen runs are merged into one of the next level, so that few files
 * are open. The end is one merge of all runs.
 *
 * <p>SQLite: vdbesort.c.
 */
final class Sorter implements AutoCloseable {
  private static final int RUNS_A_LEVEL = 16;

  private final RecordOrder order;
  private final @Nullable Vfs files;
  private final long maxBytes;
  private final SortMemory memory;

  /** Runs of each level, the oldest first; those of a higher level are older. */
  private final List<List<SortRun>> levels = new ArrayList<>();

  private @Nullable SortMerge merge;
  private boolean sorted;

  /** In memory: the number of the current record. */
  private int at;

  /**
   * A sorter by the first {@code fields} fields.
   *
   * @param files where runs are written; null to keep all in memory
   * @param maxBytes the memory that records may take before
   */
  Sorter(KeyInfo info, int fields, @Nullable Vfs files, long maxBytes) {
    order = new RecordOrder(info, fields);
    memory = new SortMemory(order);
    this.files = files;
    this.maxBytes = maxBytes;
  }

  /** Adds a copy of a record. */
  void add(byte[] record, int offset, int length) {
    sorted = false;
    if (files != null && memory.count() > 0 && memory.bytes() + length > maxBytes) {
      spill(files);
    }
    memory.add(record, offset, length);
  }

  /** Sorts, and goes to the first record; false if there is none. */
  boolean sort() {
    Vfs vfs = files;
    if (levels.isEmpty() || vfs == null) {
      if (!sorted) {
        memory.sort();
        sorted = true;
      }
      at = 0;
      return memory.count() > 0;
    }
    if (memory.count() > 0) {
      spill(vfs);
    }
    List<SortRun> runs = new ArrayList<>();
    for (int i = levels.size() - 1; i >= 0; i--) {
      runs.addAll(levels.get(i));
    }
    SortMerge m = new SortMerge(order, runs);
    merge = m;
    return m.isOnRecord();
  }

  /** Goes to the next record; false if there is none. */
  boolean next() {
    SortMerge m = merge;
    return m != null ? m.next() : ++at < memory.count();
  }

  /** The array that holds the current record. */
  byte[] bytes() {
    SortMerge m = merge;
    return m != null ? m.current().bytes() : memory.array(at);
  }

  /** Where the current record begins in {@link #bytes()}. */
  int offset() {
    SortMerge m = merge;
    return m != null ? m.current().offset() : memory.offset(at);
  }

  /** How long the current record is. */
  int length() {
    SortMerge m = merge;
    return m != null ? m.current().length() : memory.length(at);
  }

  /** Whether the bytes of a record stay as they are when the sorter goes to the next. */
  boolean keepsBytes() {
    return merge == null;
  }

  /**
   * Whether the first {@code fields} fields of a record equal those of the current one, where a
   * NULL equals nothing.
   */
  boolean equalsRow(byte[] record, int offset, int fields) {
    return order.equals(record, offset, bytes(), offset(), fields);
  }

  /** Forgets all records. */
  void reset() {
    merge = null;
    sorted = false;
    at = 0;
    memory.clear();
    closeRuns();
  }

  private void spill(Vfs vfs) {
    memory.sort();
    SortRun run = new SortRun(vfs);
    place(0, run);
    for (int i = 0; i < memory.count(); i++) {
      run.write(memory.array(i), memory.offset(i), memory.length(i));
    }
    run.finish();
    memory.clear();
    for (int level = 0; levels.get(level).size() == RUNS_A_LEVEL; level++) {
      mergeLevel(level, vfs);
    }
  }

  private void place(int level, SortRun run) {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    levels.get(level).add(run);
  }

  private void mergeLevel(int level, Vfs vfs) {
    List<SortRun> runs = levels.get(level);
    SortRun merged = new SortRun(vfs);
    place(level + 1, merged);
    SortMerge m = new SortMerge(order, runs);
    while (m.isOnRecord()) {
      SortRun from = m.current();
      merged.write(from.bytes(), from.offset(), from.length());
      m.next();
    }
    merged.finish();
    List<SortRun> done = List.copyOf(runs);
    runs.clear();
    closeAll(done);
  }

  private void closeRuns() {
    List<SortRun> all = new ArrayList<>();
    for (List<SortRun> runs : levels) {
      all.addAll(runs);
    }
    levels.clear();
    closeAll(all);
  }

  private static void closeAll(List<SortRun> runs) {
    DbException first = null;
    for (SortRun run : runs) {
      try {
        run.close();
      } catch (DbException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  @Override
  public void close() {
    reset();
  }
}
