/** The operating system's files: {@link tech.turso.vfs.nio.NioVfs}. */
package tech.turso.vfs.nio;
