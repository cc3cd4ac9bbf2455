/**
 * The operating system's files: {@link tech.turso.vfs.nio.NioVfs}. With native access they are
 * those of {@code vfs.ffm}; without, they are channels, and this package keeps what then is needed
 * because locks belong to the process: one set of channels per file (S1, S2 in {@code SharedFile})
 * and a table of the locks of its open files (C1 to C3 in {@code ChannelLocks}).
 */
package tech.turso.vfs.nio;
