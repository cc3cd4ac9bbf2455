package tech.turso.vfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SystemRandomnessTest {
  @Test
  void numbersDoNotRepeatAndUseAllBits() {
    Set<Long> seen = new HashSet<>();
    long ones = 0;
    long zeros = 0;
    for (int i = 0; i < 10_000; i++) {
      long number = SystemRandomness.INSTANCE.nextLong();
      seen.add(number);
      ones |= number;
      zeros |= ~number;
    }
    assertThat(seen).hasSize(10_000);
    assertThat(ones & zeros).isEqualTo(-1L);
  }
}
