package tech.turso.vfs.nio;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the open files of this process on one file have in common: its channels and its locks. A
 * process loses all its locks on a file when it closes any descriptor of it, so
 *
 * <ul>
 *   <li>S1: an open of a file that is open already uses a channel that is there, if one will do,
 *   <li>S2: channels are closed when the last open file is closed, and not before.
 * </ul>
 *
 * <p>SQLite: os_unix.c unixInodeInfo.
 */
final class SharedFile {
  /** By identity; guarded by itself. */
  private static final Map<Object, SharedFile> OPEN = new HashMap<>();

  final ChannelLocks locks = new ChannelLocks();
  final Object identity;

  private final List<AsynchronousFileChannel> channels = new ArrayList<>();
  private @Nullable AsynchronousFileChannel reading;
  private @Nullable AsynchronousFileChannel writing;
  private int users;

  private SharedFile(Object identity) {
    this.identity = identity;
  }

  /** Opens a channel; called at most once. */
  interface Opener {
    AsynchronousFileChannel open() throws IOException;
  }

  /** A file with one user and one channel that nobody else can find. */
  static SharedFile unnamed(AsynchronousFileChannel channel) {
    var file = new SharedFile(new Object());
    file.add(channel, true);
    file.users = 1;
    return file;
  }

  /**
   * The file of that name, with one user more and a channel that can do what is asked.
   *
   * @throws IOException if {@code opener} does; nothing has changed then
   */
  static SharedFile open(Path path, boolean forWriting, Opener opener) throws IOException {
    Object before = identityOf(path);
    synchronized (OPEN) {
      SharedFile file = before == null ? null : OPEN.get(before);
      if (file != null && file.channel(forWriting) != null) {
        file.users++;
        return file;
      }
    }
    AsynchronousFileChannel channel = opener.open();
    Object after = identityOf(path);
    Object key = after == null ? new Object() : after;
    synchronized (OPEN) {
      SharedFile file = OPEN.computeIfAbsent(key, SharedFile::new);
      file.add(channel, forWriting);
      file.users++;
      return file;
    }
  }

  /** Gives up one use; the last one closes the channels. */
  void leave() throws IOException {
    synchronized (OPEN) {
      if (--users > 0) {
        return;
      }
      OPEN.remove(identity, this);
    }
    IOException failure = null;
    for (AsynchronousFileChannel channel : channels) {
      try {
        channel.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** A channel that can write, or at least read; null if there is none. */
  @Nullable AsynchronousFileChannel channel(boolean forWriting) {
    synchronized (OPEN) {
      return writing != null || forWriting ? writing : reading;
    }
  }

  private void add(AsynchronousFileChannel channel, boolean forWriting) {
    channels.add(channel);
    if (!forWriting) {
      reading = reading == null ? channel : reading;
    } else {
      writing = writing == null ? channel : writing;
    }
  }

  /** Equal for the same file; null if there is none of that name. */
  static @Nullable Object identityOf(Path path) {
    try {
      Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return key == null ? path.toRealPath().toString() : key;
    } catch (IOException e) {
      return null;
    }
  }
}
