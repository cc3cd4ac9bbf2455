package tech.turso.vfs.ffm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the C library on 64-bit Linux and macOS. Every method answers what the C function does,
 * or the negated {@code errno} if it failed; calls that a signal broke off are made again.
 *
 * <p>Only two shapes of call are linked, because each costs about as much time at start as opening
 * several databases: {@code int} and pointer arguments travel as {@code long}, which is the same
 * register with the same content under the calling conventions of these systems, and an {@code int}
 * result is the low half of the register. On Linux a call with variable arguments is made as any
 * other, so one shape does for both.
 *
 * <p>Structure {@code flock}, native byte order:
 *
 * <table>
 * <caption>Offsets</caption>
 * <tr><th></th><th>type</th><th>whence</th><th>start</th><th>length</th><th>pid</th></tr>
 * <tr><td>Linux</td><td>0, 2 bytes</td><td>2, 2 bytes</td><td>8, 8 bytes</td><td>16, 8 bytes</td>
 *     <td>24, 4 bytes</td></tr>
 * <tr><td>macOS</td><td>20</td><td>22</td><td>0</td><td>8</td><td>16</td></tr>
 * </table>
 *
 * <p>Structure {@code stat}, on Linux: device 0, inode 8, size 48, 8 bytes each; mode, user and
 * group of 4 bytes at 24, 28, 32 where 8 bytes of links come before them, else at 16, 24, 28. C
 * libraries before glibc 2.33 do not export the functions, and macOS's structure is another; there
 * {@link #hasStat} is false.
 */
public final class Posix {
  private static final boolean LINUX = System.getProperty("os.name", "").equals("Linux");
  private static final boolean MACOS = System.getProperty("os.name", "").startsWith("Mac");
  private static final String ARCHITECTURE = System.getProperty("os.arch", "");

  static final int O_RDONLY = 0;
  static final int O_RDWR = 2;
  static final int O_CREAT = LINUX ? 0x40 : 0x200;
  static final int O_EXCL = LINUX ? 0x80 : 0x800;
  static final int O_CLOEXEC = LINUX ? 0x80000 : 0x1000000;
  static final int O_NOFOLLOW =
      MACOS ? 0x100 : ARCHITECTURE.equals("aarch64") || isPowerPc() ? 0x8000 : 0x20000;

  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int ENXIO = 6;
  static final int EACCES = 13;
  static final int EBUSY = 16;
  static final int EISDIR = 21;
  static final int ENOSPC = 28;
  static final int ENAMETOOLONG = LINUX ? 36 : 63;
  static final int ERANGE = 34;
  static final int EAGAIN = LINUX ? 11 : 35;
  static final int ENOLCK = LINUX ? 37 : 77;
  static final int ETIMEDOUT = LINUX ? 110 : 60;

  private static final int F_OFD_GETLK = LINUX ? 36 : 92;
  private static final int F_OFD_SETLK = LINUX ? 37 : 90;
  private static final int F_FULLFSYNC = 51;

  static final short F_RDLCK = (short) (LINUX ? 0 : 1);
  static final short F_WRLCK = (short) (LINUX ? 1 : 3);
  static final short F_UNLCK = 2;

  private static final boolean MODE_AFTER_LINKS =
      ARCHITECTURE.equals("amd64") || ARCHITECTURE.equals("x86_64") || isPowerPc();
  private static final int STAT_MODE = MODE_AFTER_LINKS ? 24 : 16;
  private static final int STAT_USER = MODE_AFTER_LINKS ? 28 : 24;
  private static final int STAT_GROUP = MODE_AFTER_LINKS ? 32 : 28;
  private static final int STAT_BYTES = 48;

  static final int FLOCK_BYTES = 32;
  private static final int FLOCK_TYPE = LINUX ? 0 : 20;
  private static final int FLOCK_WHENCE = LINUX ? 2 : 22;
  private static final int FLOCK_START = LINUX ? 8 : 0;
  private static final int FLOCK_LENGTH = LINUX ? 16 : 8;

  private Posix() {}

  /**
   * Whether the C library may and can be called here and locks of open file descriptions work: the
   * engine's module has native access (so that the JVM prints no warning), the system is one that
   * we know, and its kernel has such locks. The first call decides for good; it links the calls,
   * which takes about 100 ms of a cold JVM.
   */
  public static boolean isUsable() {
    return isPermitted() && Probe.WORKS;
  }

  /** Whether the engine's module has native access and the system is one we know; links nothing. */
  public static boolean isPermitted() {
    boolean known =
        ARCHITECTURE.equals("amd64")
            || ARCHITECTURE.equals("x86_64")
            || ARCHITECTURE.equals("aarch64")
            || ARCHITECTURE.equals("riscv64")
            || isPowerPc();
    return (LINUX || MACOS) && known && Posix.class.getModule().isNativeAccessEnabled();
  }

  private static boolean isPowerPc() {
    return ARCHITECTURE.equals("ppc64le");
  }

  /**
   * Opens a file. Never as one of the standard streams, which a process may have closed: somebody
   * would print into the database.
   */
  static int open(Scratch scratch, String path, int flags, int mode) {
    int fd = openAnywhere(scratch, path, flags, mode);
    while (0 <= fd && fd <= 2) {
      close(scratch, fd);
      if ((flags & O_EXCL) != 0) {
        unlink(scratch, path);
      }
      int plug = openAnywhere(scratch, "/dev/null", O_RDONLY, 0);
      if (plug < 0) {
        return plug;
      }
      fd = openAnywhere(scratch, path, flags, mode);
    }
    return fd;
  }

  private static int openAnywhere(Scratch scratch, String path, int flags, int mode) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path, Calls.FILE_NAMES);
      int fd;
      do {
        fd = Calls.variadic(Calls.OPEN, scratch, name.address(), flags | O_CLOEXEC, mode);
      } while (fd == -EINTR);
      return fd;
    }
  }

  /** Not repeated after a signal: the descriptor is gone in any case. */
  static int close(Scratch scratch, int fd) {
    return Calls.plainInt(Calls.CLOSE, scratch, fd, 0);
  }

  /** Deletes a name. */
  static int unlink(Scratch scratch, String path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path, Calls.FILE_NAMES);
      return Calls.plainInt(Calls.UNLINK, scratch, name.address(), 0);
    }
  }

  /** Whether {@link #stat} and {@link #fstat} can be called. */
  static boolean hasStat() {
    return Calls.STAT != null && Calls.LSTAT != null && Calls.FSTAT != null;
  }

  /**
   * Asks for the attributes of a file, which are then in the scratch buffer: {@link #device} and so
   * on.
   *
   * @param follow whether a symbolic link stands for what it leads to
   */
  static int stat(Scratch scratch, String path, boolean follow) {
    MemorySegment function = follow ? Calls.STAT : Calls.LSTAT;
    assert function != null;
    long end = scratch.buffer.byteSize() / 2;
    byte[] name = path.getBytes(Calls.FILE_NAMES);
    if (name.length >= end) {
      return -ENAMETOOLONG;
    }
    scratch.copyIn(name, 0, name.length);
    scratch.buffer.set(JAVA_BYTE, name.length, (byte) 0);
    long address = scratch.buffer.address();
    return Calls.plainInt(function, scratch, address, address + end);
  }

  /** As {@link #stat}, of an open file. */
  static int fstat(Scratch scratch, int fd) {
    MemorySegment function = Calls.FSTAT;
    assert function != null;
    long at = scratch.buffer.address() + scratch.buffer.byteSize() / 2;
    return Calls.plainInt(function, scratch, fd, at);
  }

  static long device(Scratch scratch) {
    return scratch.buffer.get(JAVA_LONG, scratch.buffer.byteSize() / 2);
  }

  static long inode(Scratch scratch) {
    return scratch.buffer.get(JAVA_LONG, scratch.buffer.byteSize() / 2 + 8);
  }

  static int mode(Scratch scratch) {
    return scratch.buffer.get(JAVA_INT, scratch.buffer.byteSize() / 2 + STAT_MODE);
  }

  static int user(Scratch scratch) {
    return scratch.buffer.get(JAVA_INT, scratch.buffer.byteSize() / 2 + STAT_USER);
  }

  static int group(Scratch scratch) {
    return scratch.buffer.get(JAVA_INT, scratch.buffer.byteSize() / 2 + STAT_GROUP);
  }

  static long bytes(Scratch scratch) {
    return scratch.buffer.get(JAVA_LONG, scratch.buffer.byteSize() / 2 + STAT_BYTES);
  }

  /** Reads into the scratch buffer. */
  static long pread(Scratch scratch, int fd, int count, long position) {
    long done;
    do {
      done = Calls.plain(Calls.PREAD, scratch, fd, scratch.buffer.address(), count, position);
    } while (done == -EINTR);
    return done;
  }

  /** Writes from the scratch buffer. */
  static long pwrite(Scratch scratch, int fd, int count, long position) {
    long done;
    do {
      done = Calls.plain(Calls.PWRITE, scratch, fd, scratch.buffer.address(), count, position);
    } while (done == -EINTR);
    return done;
  }

  /** Bytes of the file; moves the descriptor's position, which nothing here uses. */
  static long size(Scratch scratch, int fd) {
    return Calls.plain(Calls.LSEEK, scratch, fd, 0, 2, 0);
  }

  /** Cuts or fills up. */
  static int ftruncate(Scratch scratch, int fd, long size) {
    int result;
    do {
      result = Calls.plainInt(Calls.FTRUNCATE, scratch, fd, size);
    } while (result == -EINTR);
    return result;
  }

  /**
   * Waits until the content is durable. On Linux {@code fdatasync}, which includes the size if it
   * changed; on macOS {@code fsync} leaves data in the device's cache and only {@code F_FULLFSYNC}
   * does not.
   */
  static int sync(Scratch scratch, int fd, boolean full) {
    if (MACOS && full && Calls.variadic(Calls.FCNTL, scratch, fd, F_FULLFSYNC, 0) == 0) {
      return 0;
    }
    int result;
    do {
      result = Calls.plainInt(Calls.SYNC, scratch, fd, 0);
    } while (result == -EINTR);
    return result;
  }

  /** Waits until a directory's entries are durable. */
  static int syncDirectory(Scratch scratch, int fd) {
    return Calls.plainInt(Calls.FSYNC, scratch, fd, 0);
  }

  /** Sets or removes a lock of the open file description; never waits. */
  static int setLock(Scratch scratch, int fd, short type, long start, long length) {
    fillFlock(scratch, type, start, length);
    return Calls.variadic(Calls.FCNTL, scratch, fd, F_OFD_SETLK, scratch.flock.address());
  }

  /** The type of the first lock that would refuse one of {@code type}; F_UNLCK if there is none. */
  static int conflictingLock(Scratch scratch, int fd, short type, long start, long length) {
    fillFlock(scratch, type, start, length);
    int result = Calls.variadic(Calls.FCNTL, scratch, fd, F_OFD_GETLK, scratch.flock.address());
    return result < 0 ? result : scratch.flock.get(JAVA_SHORT, FLOCK_TYPE);
  }

  private static void fillFlock(Scratch scratch, short type, long start, long length) {
    MemorySegment flock = scratch.flock;
    flock.fill((byte) 0);
    flock.set(JAVA_SHORT, FLOCK_TYPE, type);
    flock.set(JAVA_SHORT, FLOCK_WHENCE, (short) 0);
    flock.set(JAVA_LONG, FLOCK_START, start);
    flock.set(JAVA_LONG, FLOCK_LENGTH, length);
  }

  /** Links the functions when it is first used. */
  private static final class Calls {
    /** The encoding in which the JVM itself hands names to the system. */
    static final Charset FILE_NAMES =
        Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"), StandardCharsets.UTF_8);

    static final MethodHandle VARIADIC;
    static final MethodHandle PLAIN;
    static final MemorySegment OPEN;
    static final MemorySegment CLOSE;
    static final MemorySegment UNLINK;
    static final @Nullable MemorySegment STAT;
    static final @Nullable MemorySegment LSTAT;
    static final @Nullable MemorySegment FSTAT;
    static final MemorySegment PREAD;
    static final MemorySegment PWRITE;
    static final MemorySegment LSEEK;
    static final MemorySegment FTRUNCATE;
    static final MemorySegment SYNC;
    static final MemorySegment FSYNC;
    static final MemorySegment FCNTL;

    static {
      Linker linker = Linker.nativeLinker();
      FunctionDescriptor shape =
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
      Linker.Option errno = Linker.Option.captureCallState("errno");
      VARIADIC = linker.downcallHandle(shape, errno, Linker.Option.firstVariadicArg(2));
      PLAIN = LINUX ? VARIADIC : linker.downcallHandle(shape, errno);
      SymbolLookup library = linker.defaultLookup();
      OPEN = library.findOrThrow("open");
      CLOSE = library.findOrThrow("close");
      UNLINK = library.findOrThrow("unlink");
      STAT = LINUX ? library.find("stat").orElse(null) : null;
      LSTAT = LINUX ? library.find("lstat").orElse(null) : null;
      FSTAT = LINUX ? library.find("fstat").orElse(null) : null;
      PREAD = library.findOrThrow("pread");
      PWRITE = library.findOrThrow("pwrite");
      LSEEK = library.findOrThrow("lseek");
      FTRUNCATE = library.findOrThrow("ftruncate");
      SYNC = library.findOrThrow(LINUX ? "fdatasync" : "fsync");
      FSYNC = library.findOrThrow("fsync");
      FCNTL = library.findOrThrow("fcntl");
    }

    static long plain(MemorySegment function, Scratch scratch, long a, long b, long c, long d) {
      try {
        long result = (long) PLAIN.invokeExact(function, scratch.state, a, b, c, d);
        return result == -1 ? -scratch.errno() : result;
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }

    /** For functions whose result is an {@code int}: the upper half of the register is anything. */
    static int plainInt(MemorySegment function, Scratch scratch, long a, long b) {
      try {
        int result = (int) (long) PLAIN.invokeExact(function, scratch.state, a, b, 0L, 0L);
        return result == -1 ? -scratch.errno() : result;
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }

    static int variadic(MemorySegment function, Scratch scratch, long a, long b, long c) {
      try {
        int result = (int) (long) VARIADIC.invokeExact(function, scratch.state, a, b, c, 0L);
        return result == -1 ? -scratch.errno() : result;
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }
  }

  private static final class Probe {
    static final boolean WORKS = works();

    private static boolean works() {
      try {
        Scratch scratch = Scratch.take();
        int fd = open(scratch, "/", O_RDONLY, 0);
        if (fd < 0) {
          return false;
        }
        int answer = conflictingLock(scratch, fd, F_RDLCK, 0, 1);
        close(scratch, fd);
        scratch.give();
        return answer >= 0;
      } catch (LinkageError | RuntimeException e) {
        return false;
      }
    }
  }
}
