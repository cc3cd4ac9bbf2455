package tech.turso.testing.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import tech.turso.testing.changes.Changes.Writer;
import tech.turso.testkit.Seeded;

final class ChangesTest {
  @Seeded
  void eitherEngineReadsWhatTheOtherOrBothHaveWritten(long seed) throws IOException {
    var forms = Changes.forms();
    for (Writer writer : Writer.values()) {
      var form = forms.get((int) Math.floorMod(seed + 5L * writer.ordinal(), (long) forms.size()));
      var counts = Changes.run(form, writer, seed, 300);
      assertThat(counts.differences).as("%s %s", writer, form).isEmpty();
      assertThat(counts.changes).isGreaterThanOrEqualTo(300);
      assertThat(counts.failed).isPositive();
    }
  }
}
