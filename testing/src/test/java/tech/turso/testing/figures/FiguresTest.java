package tech.turso.testing.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FiguresTest {
  @TempDir Path root;

  @Test
  void linesAreAppendedUnderOneHeader() throws IOException {
    Figures.append(root, "speed", "rows=5, seed=1", "ns", 12.5, "ratio", 2);
    Figures.append(root, "speed", "rows=6", "ns", 13, "ratio", 3);
    var lines = Files.readAllLines(root.resolve("docs/figures/speed.csv"));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("date,commit,parameters,ns,ratio");
    assertThat(lines.get(1)).matches("\\d{4}-\\d\\d-\\d\\d,[0-9a-f+]*,\"rows=5, seed=1\",12.5,2");
    assertThat(lines.get(2)).endsWith(",rows=6,13,3");
  }

  @Test
  void otherColumnsAreRefused() throws IOException {
    Figures.append(root, "speed", "", "ns", 1);
    assertThatThrownBy(() -> Figures.append(root, "speed", "", "ms", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("date,commit,parameters,ns");
  }
}
