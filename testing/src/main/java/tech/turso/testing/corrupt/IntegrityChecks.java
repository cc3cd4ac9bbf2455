package tech.turso.testing.corrupt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tech.turso.testing.figures.Figures;
import tech.turso.testing.slt.Slt;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.Outcome;
import tech.turso.testing.sql.SqlRunner;
import tech.turso.testing.sql.Value;

/**
 * Compares what SQLite and this engine say of corrupt files: {@code IntegrityChecks [--seed N]
 * [--files N] [--engine turso|oracle|jdbc:URL] [--differences N] [--figure] [--print]}. The verdict
 * is whether {@code integrity_check} answers ok, messages, or fails with which code; the messages
 * are compared line by line, in order. {@code quick_check} is asked too.
 */
public final class IntegrityChecks {
  /**
   * How far answers agree.
   *
   * @param files files compared
   * @param intact files that SQLite finds nothing wrong with
   * @param verdicts files of equal verdicts
   * @param messages files of equal messages
   * @param differences the first differences, described
   */
  public record Agreement(
      int files, int intact, int verdicts, int messages, List<String> differences) {}

  private IntegrityChecks() {}

  /** See the class. */
  public static void main(String[] args) throws IOException {
    long seed = 1;
    int files = 500;
    int most = 5;
    String engine = "turso";
    boolean figure = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--seed" -> seed = Long.parseLong(args[++i]);
        case "--files" -> files = Integer.parseInt(args[++i]);
        case "--engine" -> engine = args[++i];
        case "--differences" -> most = Integer.parseInt(args[++i]);
        case "--figure" -> figure = true;
        case "--print" -> print(seed, files);
        default -> throw new IllegalArgumentException("no option " + args[i]);
      }
    }
    Agreement agreement = compare(seed, files, Slt.engine(engine), most);
    agreement.differences().forEach(System.out::println);
    System.out.println(
        files
            + " files, of which SQLite finds "
            + agreement.intact()
            + " intact; equal verdicts "
            + agreement.verdicts()
            + ", equal messages "
            + agreement.messages());
    if (figure) {
      Figures.append(
          "integrity",
          "engine=" + engine + " seed=" + seed,
          "files",
          files,
          "intact",
          agreement.intact(),
          "verdicts",
          agreement.verdicts(),
          "messages",
          agreement.messages());
    }
    System.exit(agreement.verdicts() == files ? 0 : 1);
  }

  /** Makes files from seeds {@code seed}, {@code seed + 1}, ... and compares the answers. */
  public static Agreement compare(long seed, int files, SqlRunner.Opener engine, int most)
      throws IOException {
    try (CorruptFiles all = new CorruptFiles()) {
      return compare(all, seed, files, engine, most);
    }
  }

  /** Prints what is done to each file and what SQLite says of it. */
  private static void print(long seed, int files) throws IOException {
    SqlRunner.Opener silent =
        name -> {
          throw new IllegalStateException("no engine");
        };
    for (String difference : compare(seed, files, silent, files).differences()) {
      System.out.println(difference.substring(0, difference.indexOf("\n-- actual")));
    }
  }

  private static Agreement compare(
      CorruptFiles all, long seed, int files, SqlRunner.Opener engine, int most)
      throws IOException {
    List<String> differences = new ArrayList<>();
    int intact = 0;
    int verdicts = 0;
    int messages = 0;
    for (long i = seed; i < seed + files; i++) {
      CorruptFiles.Made made = all.make(i);
      List<String> right = answers(all.write(made), OracleRunner::open);
      List<String> wrong = answers(all.write(made), engine);
      intact += right.equals(List.of("ok", "ok")) ? 1 : 0;
      boolean sameVerdict = verdict(right).equals(verdict(wrong));
      boolean same = right.equals(wrong);
      verdicts += sameVerdict ? 1 : 0;
      messages += same ? 1 : 0;
      if (!same && differences.size() < most) {
        differences.add(
            made
                + "\n-- expected\n"
                + String.join("\n", right)
                + "\n-- actual\n"
                + String.join("\n", wrong));
      }
    }
    return new Agreement(files, intact, verdicts, messages, differences);
  }

  private static String verdict(List<String> answers) {
    return answers.stream()
        .filter(line -> line.startsWith("error ") || line.equals("ok"))
        .findFirst()
        .orElse("corrupt");
  }

  private static List<String> answers(Path file, SqlRunner.Opener engine) {
    List<String> lines = new ArrayList<>();
    try (SqlRunner sql = engine.open(file.toString())) {
      for (String check : List.of("PRAGMA integrity_check", "PRAGMA quick_check")) {
        Outcome outcome = sql.run(check);
        for (List<Value> row : outcome.rows()) {
          Value answer = row.getFirst();
          lines.addAll(
              answer instanceof Value.Text text
                  ? new String(text.utf8(), StandardCharsets.UTF_8).lines().toList()
                  : List.of(answer.toString()));
        }
        if (outcome.failure() != null) {
          lines.add(outcome.failure().toString());
        }
      }
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      lines.add("exception " + e);
    }
    return lines;
  }
}
