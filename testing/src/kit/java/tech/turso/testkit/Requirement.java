package tech.turso.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/**
 * What a test needs and a machine may lack. Without it the test is skipped, and the reason is
 * printed at the end of {@code .ci/run}; with {@code -Drequire=all} it fails.
 */
public final class Requirement {
  private Requirement() {}

  /** The file or folder {@code ../shared/name} beside the repository; the test ends if absent. */
  public static Path shared(String name) {
    Path path = Repository.shared().resolve(name);
    that(Files.exists(path), "../shared/" + name + " is not there");
    return path;
  }

  /** Ends the test with {@code reason}, which says what is missing, unless {@code met}. */
  public static void that(boolean met, String reason) {
    if (met) {
      return;
    }
    if ("all".equals(System.getProperty("require"))) {
      throw new AssertionError("required by -Drequire=all: " + reason);
    }
    throw new TestAbortedException(reason);
  }
}
