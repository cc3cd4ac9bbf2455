package tech.turso.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

final class RequirementTest {
  @Test
  void whatIsMissingSkipsTheTestAndFailsItWhenAllIsRequired() {
    String before = System.getProperty("require");
    try {
      System.clearProperty("require");
      assertThatThrownBy(() -> Requirement.that(false, "no such thing"))
          .isInstanceOf(TestAbortedException.class)
          .hasMessage("no such thing");
      System.setProperty("require", "all");
      assertThatThrownBy(() -> Requirement.that(false, "no such thing"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("no such thing");
      Requirement.that(true, "there");
    } finally {
      if (before == null) {
        System.clearProperty("require");
      } else {
        System.setProperty("require", before);
      }
    }
  }

  @Test
  void sharedDataIsLookedForBesideTheRepository(@TempDir Path folder) {
    String before = System.getProperty("turso.shared");
    try {
      System.setProperty("turso.shared", folder.getParent().toString());
      assertThat(Requirement.shared(folder.getFileName().toString())).isEqualTo(folder);
    } finally {
      if (before == null) {
        System.clearProperty("turso.shared");
      } else {
        System.setProperty("turso.shared", before);
      }
    }
  }

  @Test
  void theRootIsTheFolderWithTheLauncher() {
    assertThat(Repository.root().resolve("testing/pom.xml")).exists();
  }
}
