package tech.turso.vfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tech.turso.base.ResultCode;
import tech.turso.vfs.memory.MemoryVfs;

class MemoryVfsTest extends VfsContract {
  private final MemoryVfs vfs = new MemoryVfs();

  @Override
  protected Vfs vfs() {
    return vfs;
  }

  @Override
  protected String path(String name) {
    return name;
  }

  @Test
  void twoFileSystemsHaveNothingInCommon() {
    create("a.db").write(0, new byte[] {1}, 0, 1);
    VfsFile other = new MemoryVfs().open("a.db", FileKind.MAIN_DB, OpenMode.CREATE);
    assertThat(other.size()).isZero();
  }

  @Test
  void aSizeBeyondMemoryIsAFullDisk() {
    VfsFile file = create("a.db");
    assertThat(codeOf(() -> file.truncate(1L << 50))).isEqualTo(ResultCode.FULL);
    assertThat(codeOf(() -> file.write(Long.MAX_VALUE - 1, new byte[5], 0, 5)))
        .isEqualTo(ResultCode.FULL);
    assertThat(file.size()).isZero();
  }

  @Test
  void aHoleTakesNoMemory() {
    VfsFile file = create("a.db");
    long before = Runtime.getRuntime().maxMemory();
    file.write(before * 4, new byte[] {1}, 0, 1);
    assertThat(file.size()).isEqualTo(before * 4 + 1);
  }
}
