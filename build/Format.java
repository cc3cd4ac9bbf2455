import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks ({@code check}) or repairs ({@code fix}) the format of all Java sources of the project.
 */
public final class Format {
  private Format() {}

  /** Takes one argument, {@code check} or {@code fix}, and exits with the formatter's code. */
  public static void main(String[] args) throws Exception {
    List<String> arguments = new ArrayList<>();
    if (args.length == 1 && args[0].equals("fix")) {
      arguments.add("--replace");
    } else {
      arguments.add("--dry-run");
      arguments.add("--set-exit-if-changed");
    }
    addSources(Path.of("build"), arguments);
    try (Stream<Path> modules = Files.list(Path.of("."))) {
      for (Path module : modules.sorted().toList()) {
        addSources(module.resolve("src"), arguments);
      }
    }
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    var formatter =
        new com.google.googlejavaformat.java.Main(out, err, InputStream.nullInputStream());
    int code = formatter.format(arguments.toArray(String[]::new));
    out.flush();
    err.flush();
    if (code != 0) {
      System.err.println("not formatted; repair with: mvn -q -N verify -Dgjf.mode=fix");
    }
    System.exit(code);
  }

  private static void addSources(Path folder, List<String> to) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.map(Path::toString).filter(name -> name.endsWith(".java")).sorted().forEach(to::add);
    }
  }
}
