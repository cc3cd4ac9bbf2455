package tech.turso.testing.corrupt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tech.turso.testing.corrupt.Corruption.CorruptFile;

/**
 * Corrupt files by their seeds: one after the other through all page sizes, encodings, kinds of
 * auto-vacuum, with and without a view.
 */
final class CorruptFiles implements AutoCloseable {
  private final Path folder = Files.createTempDirectory("turso-corrupt");
  private final Map<String, FileMap> bases = new TreeMap<>();

  CorruptFiles() throws IOException {}

  /**
   * A corrupt file.
   *
   * @param form page size, encoding, auto-vacuum
   */
  record Made(long seed, String form, CorruptFile content) {
    /** What was done to it. */
    @Override
    public String toString() {
      return "seed " + seed + " (" + form + "): " + content.description();
    }
  }

  /** The file of a seed. */
  Made make(long seed) throws IOException {
    int pageSize = BaseFile.PAGE_SIZES.get(Math.floorMod(seed, 4));
    String encoding = List.of("UTF-8", "UTF-16le", "UTF-16be").get(Math.floorMod(seed / 4, 3));
    int autoVacuum = Math.floorMod(seed / 12, 3);
    boolean view = Math.floorMod(seed / 36, 3) == 2;
    String form = pageSize + " " + encoding + " " + autoVacuum + (view ? " view" : "");
    FileMap base = bases.get(form);
    if (base == null) {
      base = new FileMap(BaseFile.make(folder, pageSize, encoding, autoVacuum, view));
      bases.put(form, base);
    }
    return new Made(seed, form, Corruption.corrupt(base, seed));
  }

  /** Writes it to a place that the next call reuses. */
  Path write(Made made) throws IOException {
    Path file = folder.resolve("corrupt.db");
    Files.deleteIfExists(folder.resolve("corrupt.db-journal"));
    Files.write(file, made.content().bytes());
    return file;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
