/**
 * The door to the outside: files, locks between processes, clocks, randomness, threads. Main types:
 * {@link tech.turso.vfs.Vfs}, {@link tech.turso.vfs.VfsFile}; for waiting {@link
 * tech.turso.vfs.Lock}. Nothing above this package touches any of these otherwise, so a test owns
 * all of them by giving another {@code Vfs}.
 *
 * <p>Invariants: F1, a lock belongs to the open file it was taken through, and conflicts with every
 * other open file, of this process or another. F2, locks of an open file end with its {@code close}
 * or with an {@code unlock}, and never because something else in the process was closed. F3, a
 * failure of the operating system becomes a {@link tech.turso.base.DbException} here and nowhere
 * else. F4, interrupting a thread never closes a file.
 *
 * <p>Threads: a {@code Vfs} and a {@code VfsFile} may be used by several threads at once; reads and
 * writes of overlapping ranges at the same time give no promise about the bytes.
 */
package tech.turso.vfs;
