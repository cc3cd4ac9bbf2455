package tech.turso.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The seeds of a {@link Seeded} test. */
public final class Seeds implements ArgumentsProvider {
  /** The seed of a source tree that is no clone. */
  private static final long WITHOUT_COMMIT = 20_260_101;

  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    Seeded seeded = context.getRequiredTestMethod().getAnnotation(Seeded.class);
    return Arrays.stream(of(seeded.value())).mapToObj(Arguments::of);
  }

  /** The seeds to run: {@code fixed} and the commit's, or the one of {@code -Dseed=N}. */
  public static long[] of(long... fixed) {
    String asked = System.getProperty("seed");
    if (asked != null) {
      return new long[] {Long.parseLong(asked)};
    }
    return LongStream.concat(Arrays.stream(fixed), LongStream.of(ofCommit())).distinct().toArray();
  }

  /**
   * The first 48 bits of the commit's hash as a number; a fixed number where there is no commit.
   */
  public static long ofCommit() {
    String hash = commit(Repository.root());
    return hash.length() < 12 ? WITHOUT_COMMIT : Long.parseUnsignedLong(hash.substring(0, 12), 16);
  }

  /** The hash of the commit checked out in {@code root}; empty if that is no clone. */
  static String commit(Path root) {
    try {
      Path git = root.resolve(".git");
      if (Files.isRegularFile(git)) { // a linked work tree
        git = root.resolve(Files.readString(git).strip().substring("gitdir: ".length()));
      }
      if (!Files.isRegularFile(git.resolve("HEAD"))) {
        return "";
      }
      String head = Files.readString(git.resolve("HEAD")).strip();
      if (!head.startsWith("ref: ")) {
        return head;
      }
      Path commonDir = git.resolve("commondir");
      Path refs = Files.exists(commonDir) ? git.resolve(Files.readString(commonDir).strip()) : git;
      return hashOf(refs, head.substring("ref: ".length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hashOf(Path git, String ref) throws IOException {
    if (Files.exists(git.resolve(ref))) {
      return Files.readString(git.resolve(ref)).strip();
    }
    Path packed = git.resolve("packed-refs");
    if (Files.exists(packed)) {
      for (String line : Files.readAllLines(packed)) {
        if (line.endsWith(" " + ref)) {
          return line.substring(0, line.indexOf(' '));
        }
      }
    }
    return "";
  }
}
