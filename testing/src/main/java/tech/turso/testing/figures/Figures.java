package tech.turso.testing.figures;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Appends results to {@code docs/figures/NAME.csv}: date, commit, parameters, and a column for each
 * result. A commit with a {@code +} after it had changes that were not committed.
 */
public final class Figures {
  private Figures() {}

  /**
   * Appends a line to {@code docs/figures/NAME.csv} of the repository that the program runs in.
   *
   * @param parameters what the figures depend on, such as a seed or a size
   * @param results names and values in turn; a file always gets the same names
   * @throws IllegalArgumentException if the file has other columns
   */
  public static void append(String name, String parameters, Object... results) throws IOException {
    append(Path.of(System.getProperty("turso.root", ".")), name, parameters, results);
  }

  static void append(Path root, String name, String parameters, Object... results)
      throws IOException {
    List<String> header = new ArrayList<>(List.of("date", "commit", "parameters"));
    List<String> line = new ArrayList<>();
    line.add(ZonedDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ISO_LOCAL_DATE));
    line.add(commit(root));
    line.add(parameters);
    for (int i = 0; i < results.length; i += 2) {
      header.add(results[i].toString());
      line.add(results[i + 1].toString());
    }
    Path file = root.resolve("docs/figures").resolve(name + ".csv");
    Files.createDirectories(file.getParent());
    if (!Files.exists(file)) {
      Files.writeString(file, csv(header));
    }
    String first = Files.readAllLines(file).getFirst() + "\n";
    if (!first.equals(csv(header))) {
      throw new IllegalArgumentException(file + " has the columns " + first.strip());
    }
    Files.writeString(file, csv(line), StandardOpenOption.APPEND);
  }

  private static String csv(List<String> fields) {
    List<String> quoted = new ArrayList<>();
    for (String field : fields) {
      boolean plain = !field.contains(",") && !field.contains("\"") && !field.contains("\n");
      quoted.add(plain ? field : "\"" + field.replace("\"", "\"\"") + "\"");
    }
    return String.join(",", quoted) + "\n";
  }

  private static String commit(Path root) throws IOException {
    String hash = git(root, "rev-parse", "--short=12", "HEAD");
    return git(root, "status", "--porcelain", "--untracked-files=no").isEmpty() ? hash : hash + "+";
  }

  private static String git(Path root, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(root.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? out.strip() : "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
