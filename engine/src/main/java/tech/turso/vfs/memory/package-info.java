/**
 * Files in memory: {@link tech.turso.vfs.memory.MemoryVfs}. They follow the contract of {@link
 * tech.turso.vfs.VfsFile} in full, locks included, and end with the {@code Vfs} that made them.
 */
package tech.turso.vfs.memory;
