package tech.turso.testing.slt;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import tech.turso.base.ResultCode;

/** Reads a script, plain or compressed by gzip (then its name ends in {@code .gz}). */
public final class SltFile {
  /** The name by which conditions mean SQLite and engines that do as it does. */
  private static final String ENGINE = "sqlite";

  private final Path path;
  private final List<String> lines;
  private final List<SltRecord> records = new ArrayList<>();
  private int at;

  private SltFile(Path path, List<String> lines) {
    this.path = path;
    this.lines = lines;
  }

  /**
   * The records of a script.
   *
   * @throws IllegalArgumentException naming file and line if it is not one
   */
  public static List<SltRecord> read(Path path) throws IOException {
    List<String> lines;
    try (InputStream file = Files.newInputStream(path);
        InputStream plain =
            path.getFileName().toString().endsWith(".gz") ? new GZIPInputStream(file) : file;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      lines = reader.lines().toList();
    }
    SltFile script = new SltFile(path, lines);
    script.parse();
    return script.records;
  }

  private void parse() {
    boolean skipped = false;
    while (at < lines.size()) {
      String line = lines.get(at);
      String[] words = line.strip().split("\\s+");
      int number = ++at;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (words[0].equals("skipif")) {
        skipped |= words[1].equals(ENGINE);
      } else if (words[0].equals("onlyif")) {
        skipped |= !words[1].equals(ENGINE);
      } else {
        records.add(record(number, words, line, skipped));
        skipped = false;
      }
    }
  }

  private SltRecord record(int line, String[] words, String text, boolean skipped) {
    return switch (words[0]) {
      case "halt" -> new SltRecord.Halt(line, skipped);
      case "hash-threshold" -> new SltRecord.Threshold(line, skipped, Integer.parseInt(words[1]));
      case "statement" -> statement(line, words, text, skipped);
      case "query" -> {
        SltRecord.Sort sort =
            words.length > 2
                ? SltRecord.Sort.valueOf(words[2].toUpperCase(Locale.ROOT))
                : SltRecord.Sort.NOSORT;
        String label = words.length > 3 ? words[3] : "";
        yield new SltRecord.Query(line, skipped, words[1], sort, label, sql(), expected());
      }
      case "rows" -> {
        boolean ordered = !(words.length > 1 && words[1].equals("unordered"));
        yield new SltRecord.Rows(line, skipped, ordered, sql(), expected());
      }
      case "columns" -> new SltRecord.Columns(line, skipped, sql(), expected());
      default -> throw new IllegalArgumentException(path + ":" + line + ": no record: " + text);
    };
  }

  private SltRecord statement(int line, String[] words, String text, boolean skipped) {
    if (words.length > 1 && words[1].equals("ok")) {
      return new SltRecord.Ok(line, skipped, sql());
    }
    if (words.length < 2 || !words[1].equals("error")) {
      throw new IllegalArgumentException(path + ":" + line + ": neither ok nor error: " + text);
    }
    int code = -1;
    String message = "";
    if (words.length > 2) {
      code = code(words[2], line);
      message = text.substring(text.indexOf(words[2]) + words[2].length()).strip();
    }
    return new SltRecord.Fails(line, skipped, sql(), code, message);
  }

  private int code(String name, int line) {
    for (ResultCode code : ResultCode.values()) {
      if (code.sqliteName().equals(name)) {
        return code.number();
      }
    }
    throw new IllegalArgumentException(path + ":" + line + ": no such result code: " + name);
  }

  /** The lines up to a blank one or to the line that begins the expected values. */
  private String sql() {
    StringBuilder sql = new StringBuilder();
    while (at < lines.size() && !lines.get(at).isBlank() && !lines.get(at).equals("----")) {
      sql.append(sql.isEmpty() ? "" : "\n").append(lines.get(at++));
    }
    return sql.toString();
  }

  /** The lines between {@code ----} and a blank one. */
  private List<String> expected() {
    if (at == lines.size() || !lines.get(at).equals("----")) {
      return List.of();
    }
    int start = ++at;
    while (at < lines.size() && !lines.get(at).isEmpty()) {
      at++;
    }
    return lines.subList(start, at);
  }
}
