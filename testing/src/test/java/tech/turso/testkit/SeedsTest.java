package tech.turso.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeedsTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path root;

  @Test
  void aFolderWithoutHistoryHasNoCommit() {
    assertThat(Seeds.commit(root)).isEmpty();
  }

  @Test
  void theCommitIsFoundDetachedOnABranchAndPacked() throws IOException {
    write(".git/HEAD", HASH + "\n");
    assertThat(Seeds.commit(root)).isEqualTo(HASH);
    write(".git/HEAD", "ref: refs/heads/main\n");
    assertThat(Seeds.commit(root)).as("a branch without a commit").isEmpty();
    write(".git/packed-refs", "# pack-refs\n" + HASH + " refs/heads/main\n");
    assertThat(Seeds.commit(root)).isEqualTo(HASH);
    write(".git/refs/heads/main", HASH.replace('0', 'f') + "\n");
    assertThat(Seeds.commit(root)).as("a loose reference is newer").startsWith("f123");
  }

  @Test
  void theCommitOfALinkedWorkTreeIsFound() throws IOException {
    write(".git", "gitdir: main/.git/worktrees/one\n");
    write("main/.git/worktrees/one/HEAD", "ref: refs/heads/one\n");
    write("main/.git/worktrees/one/commondir", "../..\n");
    write("main/.git/refs/heads/one", HASH + "\n");
    assertThat(Seeds.commit(root)).isEqualTo(HASH);
  }

  @Seeded({5, 6})
  void aSeededTestGetsItsSeedsOrTheOneAskedFor(long seed) {
    String asked = System.getProperty("seed");
    if (asked == null) {
      assertThat(seed).isIn(5L, 6L, Seeds.ofCommit());
    } else {
      assertThat(seed).isEqualTo(Long.parseLong(asked));
    }
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
