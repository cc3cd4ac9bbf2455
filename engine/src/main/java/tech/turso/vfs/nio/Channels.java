package tech.turso.vfs.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Positional reads and writes that an interrupted thread survives. A {@link
 * java.nio.channels.FileChannel} closes itself when a thread using it is interrupted, and with it
 * go the locks that keep other processes off the file; clearing the flag first leaves a gap for an
 * interrupt that comes during the call. {@link AsynchronousFileChannel} never does that. On Unix it
 * makes its calls in whatever thread its executor runs them, so ours runs them in the caller's:
 * measured as fast as a {@code FileChannel} and 100 bytes of garbage more per read. (On Windows it
 * needs threads of its own.)
 */
final class Channels {
  private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");
  private static final @Nullable ExecutorService EXECUTOR = WINDOWS ? null : CallingThread.INSTANCE;

  private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

  private Channels() {}

  /**
   * Opens a file; a symbolic link as last element is refused.
   *
   * @param permissions of a new file before the process's mask; null leaves them to the system
   */
  static AsynchronousFileChannel open(
      Path path, @Nullable Set<PosixFilePermission> permissions, StandardOpenOption... options)
      throws IOException {
    Set<OpenOption> all = new HashSet<>(List.of(options));
    all.add(LinkOption.NOFOLLOW_LINKS);
    FileAttribute<?>[] attributes =
        permissions == null || WINDOWS
            ? NO_ATTRIBUTES
            : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    return AsynchronousFileChannel.open(path, all, EXECUTOR, attributes);
  }

  /** Reads until {@code length} bytes or the end of the file; the count. */
  static int read(
      AsynchronousFileChannel channel, long position, byte[] into, int offset, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
    int done = 0;
    while (done < length) {
      int count = result(channel.read(buffer, position + done));
      if (count < 0) {
        break;
      }
      done += count;
    }
    return done;
  }

  /** Writes all. */
  static void write(
      AsynchronousFileChannel channel, long position, byte[] from, int offset, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(from, offset, length);
    int done = 0;
    while (done < length) {
      done += result(channel.write(buffer, position + done));
    }
  }

  /** Makes the entries of a directory durable; one that cannot be opened is let be. */
  static void syncDirectory(Path directory) throws IOException {
    AsynchronousFileChannel channel;
    try {
      channel =
          AsynchronousFileChannel.open(
              directory, Set.of(StandardOpenOption.READ), EXECUTOR, NO_ATTRIBUTES);
    } catch (IOException e) {
      return;
    }
    try (channel) {
      channel.force(true);
    }
  }

  private static int result(Future<Integer> future) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
