package tech.turso.vfs;

/** How much a {@link VfsFile#sync} waits for. */
public enum SyncMode {
  /** Content and the metadata needed to read it back are on the device. */
  NORMAL,
  /** As NORMAL, and the device has emptied its own cache, where the system tells the two apart. */
  FULL,
  /** Content only; the size may be lost if it changed. Used where the size did not change. */
  DATA_ONLY
}
