package tech.turso.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the repository and the data beside it are. The build says so; an IDE need not. */
public final class Repository {
  private Repository() {}

  /** The repository's folder. */
  public static Path root() {
    String given = System.getProperty("turso.root");
    if (given != null) {
      return Path.of(given).toAbsolutePath().normalize();
    }
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("tursodb"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("run tests inside the repository, or set turso.root");
      }
    }
    return folder;
  }

  /** The folder with large test data beside the repository, which may be absent. */
  static Path shared() {
    String given = System.getProperty("turso.shared");
    return (given != null ? Path.of(given) : root().resolve("../shared"))
        .toAbsolutePath()
        .normalize();
  }
}
