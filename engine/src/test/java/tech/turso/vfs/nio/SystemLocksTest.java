package tech.turso.vfs.nio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SystemLocksTest {
  private static final String TABLE =
      """
      1: POSIX  ADVISORY  READ  500 fe:00:77 1073741826 1073742335
      2: POSIX  ADVISORY  WRITE 612 fe:00:77 1073741825 1073741825
      2: -> POSIX  ADVISORY  WRITE 700 fe:00:77 0 EOF
      3: OFDLCK ADVISORY  READ  -1 08:01:88 100 EOF
      4: FLOCK  ADVISORY  WRITE 612 fe:00:99 0 EOF
      5: POSIX  ADVISORY  WRITE 612 fe:01:55 5 5
      """;

  private static boolean asked(long pid, String device, long inode, long first, long last) {
    return SystemLocks.isHeldByOther(TABLE, pid, device, inode, first, last);
  }

  @Test
  void locksOfOtherProcessesAreSeenInTheirRange() {
    assertThat(asked(1, "fe:00", 77, 1073741825, 1073741825)).isTrue();
    assertThat(asked(1, "fe:00", 77, 1073741824, 1073741824)).isFalse();
    assertThat(asked(1, "fe:00", 77, 0, 1L << 60)).isTrue();
    assertThat(asked(1, "08:01", 88, 1L << 40, 1L << 40)).isTrue();
    assertThat(asked(1, "08:01", 88, 0, 99)).isFalse();
  }

  @Test
  void ownLocksAndOtherFilesAreNot() {
    assertThat(asked(500, "fe:00", 77, 1073741826, 1073742335)).isFalse();
    assertThat(asked(612, "fe:00", 77, 1073741825, 1073741825)).isFalse();
    assertThat(asked(1, "fe:00", 7, 0, 1L << 60)).isFalse();
    assertThat(asked(1, "fe:00", 99, 0, 1L << 60)).isFalse();
    assertThat(asked(1, "fe:00", 55, 0, 10)).isFalse();
  }

  @Test
  void anOwnLockShowsTheDeviceByTheNameOfTheTable() {
    assertThat(asked(1, "00:2b", 77, 1073741825, 1073741825)).isFalse();
    assertThat(asked(500, "00:2b", 77, 1073741825, 1073741825)).isTrue();
  }

  @Test
  void deviceNumbersAreWrittenAsTheTableDoes() {
    assertThat(SystemLocks.deviceName(0xfe00)).isEqualTo("fe:00");
    assertThat(SystemLocks.deviceName(0x801)).isEqualTo("08:01");
    assertThat(SystemLocks.deviceName(0x2b)).isEqualTo("00:2b");
    assertThat(SystemLocks.deviceName(0x100002L)).isEqualTo("00:102");
  }
}
