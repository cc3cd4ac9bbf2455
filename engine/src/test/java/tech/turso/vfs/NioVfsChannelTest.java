package tech.turso.vfs;

import tech.turso.vfs.nio.LockKind;
import tech.turso.vfs.nio.NioVfs;

class NioVfsChannelTest extends NioVfsContract {
  private final NioVfs vfs = NioVfs.of(LockKind.CHANNEL);

  @Override
  protected NioVfs vfs() {
    return vfs;
  }
}
