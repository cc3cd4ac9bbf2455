package tech.turso.vfs.ffm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Memory outside the heap for one call at a time: a buffer, a {@code flock} and the place where the
 * call leaves {@code errno}. Taken for a call and given back, so that no call allocates. Data goes
 * through the buffer rather than straight between heap and kernel: a call that touches the heap
 * keeps the garbage collector of the whole process waiting, and a disk can take long.
 */
final class Scratch {
  static final int BUFFER_BYTES = 64 * 1024;

  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO_OFFSET =
      STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private static final int KEPT = 16;
  private static final AtomicReferenceArray<Scratch> FREE = new AtomicReferenceArray<>(KEPT);

  final MemorySegment state;
  final MemorySegment flock;
  final MemorySegment buffer;

  private Scratch() {
    MemorySegment all =
        Arena.ofAuto().allocate(BUFFER_BYTES + Posix.FLOCK_BYTES + STATE.byteSize(), 4096);
    buffer = all.asSlice(0, BUFFER_BYTES);
    flock = all.asSlice(BUFFER_BYTES, Posix.FLOCK_BYTES);
    state = all.asSlice(BUFFER_BYTES + Posix.FLOCK_BYTES, STATE.byteSize());
  }

  static Scratch take() {
    for (int i = 0; i < KEPT; i++) {
      if (FREE.getPlain(i) != null) {
        Scratch scratch = FREE.getAndSet(i, null);
        if (scratch != null) {
          return scratch;
        }
      }
    }
    return new Scratch();
  }

  void give() {
    for (int i = 0; i < KEPT; i++) {
      if (FREE.getPlain(i) == null && FREE.compareAndSet(i, null, this)) {
        return;
      }
    }
  }

  void copyOut(byte[] into, int offset, int count) {
    MemorySegment.copy(buffer, JAVA_BYTE, 0, into, offset, count);
  }

  void copyIn(byte[] from, int offset, int count) {
    MemorySegment.copy(from, offset, buffer, JAVA_BYTE, 0, count);
  }

  int errno() {
    return state.get(JAVA_INT, ERRNO_OFFSET);
  }
}
