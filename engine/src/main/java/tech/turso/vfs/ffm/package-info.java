/**
 * Files through the C library, called by the foreign function interface: {@link
 * tech.turso.vfs.ffm.PosixFile}. What {@code java.nio} cannot do: locks that belong to the open
 * file instead of the process (open-file-description locks), so that closing another descriptor of
 * the file does not drop them and shared turns into exclusive in one step; and reads and writes
 * that no thread interruption can turn into a closed file.
 *
 * <p>Used only where {@link tech.turso.vfs.ffm.Posix#isUsable} says so; {@code vfs.nio} does
 * without it otherwise.
 */
package tech.turso.vfs.ffm;
