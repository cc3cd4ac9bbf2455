package tech.turso.testing.slt;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tech.turso.testing.sql.Outcome;
import tech.turso.testing.sql.SqlRunner;
import tech.turso.testing.sql.Value;

/**
 * Runs one script on a fresh database in memory. The records run on a thread of their own, so that
 * one that does not end, and does not heed an interrupt either, costs the rest of its script and
 * nothing more.
 */
public final class SltRunner {
  private static final int KEPT_FAILURES = 1000;
  private static final long GRACE_MS = 3000;

  private final List<SltRecord> records;
  private final SqlRunner.Opener opener;
  private final long limitMs;
  private final Map<String, String> hashesByLabel = new HashMap<>();
  private final List<SltResult.Failure> failures = Collections.synchronizedList(new ArrayList<>());
  private int threshold;

  // written by the thread that runs the records, read by the one that watches it
  private volatile long startedAt;
  private volatile int passed;
  private volatile int failed;
  private volatile int skipped;
  private volatile SqlRunner sql;
  private volatile boolean abandoned;

  private SltRunner(List<SltRecord> records, SqlRunner.Opener opener, long limitMs) {
    this.records = records;
    this.opener = opener;
    this.limitMs = limitMs;
  }

  /** Runs a script; a record that takes longer than {@code limitMs} fails. */
  public static SltResult run(Path script, SqlRunner.Opener opener, long limitMs)
      throws IOException {
    return new SltRunner(SltFile.read(script), opener, limitMs).run();
  }

  private SltResult run() {
    Thread worker = new Thread(this::runRecords, "slt");
    worker.setDaemon(true);
    startedAt = System.nanoTime();
    worker.start();
    watch(worker);
    int total = 0;
    for (SltRecord record : records) {
      boolean counts = !(record instanceof SltRecord.Halt || record instanceof SltRecord.Threshold);
      total += counts ? 1 : 0;
    }
    int ended = passed + failed + skipped;
    return new SltResult(passed, failed, skipped, total - ended, List.copyOf(failures));
  }

  private void watch(Thread worker) {
    try {
      while (worker.isAlive()) {
        worker.join(50);
        long ms = (System.nanoTime() - startedAt) / 1_000_000;
        if (ms > limitMs && sql != null) {
          sql.interrupt();
        }
        if (ms > limitMs + GRACE_MS && worker.isAlive()) {
          abandoned = true;
          return;
        }
      }
    } catch (InterruptedException e) {
      abandoned = true;
      Thread.currentThread().interrupt();
    }
  }

  private void runRecords() {
    try (SqlRunner opened = opener.open(":memory:")) {
      sql = opened;
      for (SltRecord record : records) {
        if (record instanceof SltRecord.Halt && !record.skipped()) {
          // what follows is left out on purpose
          skipped += rest(record);
          return;
        }
        startedAt = System.nanoTime();
        runRecord(record);
        if (abandoned) {
          return;
        }
      }
      startedAt = System.nanoTime();
    } catch (RuntimeException | StackOverflowError e) {
      failures.add(new SltResult.Failure(0, "open or close", "no exception", e.toString()));
    }
  }

  private int rest(SltRecord halt) {
    int count = 0;
    for (SltRecord record : records.subList(records.indexOf(halt), records.size())) {
      boolean counts = !(record instanceof SltRecord.Halt || record instanceof SltRecord.Threshold);
      count += counts ? 1 : 0;
    }
    return count;
  }

  private void runRecord(SltRecord record) {
    if (record instanceof SltRecord.Threshold limit) {
      threshold = limit.skipped() ? threshold : limit.count();
      return;
    }
    if (record instanceof SltRecord.Halt) {
      return;
    }
    if (record.skipped()) {
      skipped++;
      return;
    }
    boolean ok;
    try {
      ok = passes(record);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      ok = fail(record.line(), record.toString(), "no exception", stackOf(e));
    }
    if (ok) {
      passed++;
    } else {
      failed++;
    }
  }

  private static String stackOf(Throwable e) {
    StringBuilder text = new StringBuilder(e.toString());
    for (StackTraceElement at : List.of(e.getStackTrace()).stream().limit(8).toList()) {
      text.append("\n    at ").append(at);
    }
    return text.toString();
  }

  private boolean passes(SltRecord record) {
    return switch (record) {
      case SltRecord.Ok ok -> {
        Outcome outcome = sql.run(ok.sql());
        yield outcome.isOk() || fail(ok.line(), ok.sql(), "ok", outcome.toString());
      }
      case SltRecord.Fails error -> {
        Outcome.Failure failure = sql.run(error.sql()).failure();
        boolean same =
            failure != null
                && (error.code() < 0 || error.code() == failure.code())
                && (error.message().isEmpty() || error.message().equals(failure.message()));
        yield same
            || fail(
                error.line(),
                error.sql(),
                "error " + error.code() + ": " + error.message(),
                failure == null ? "ok" : failure.toString());
      }
      case SltRecord.Query query -> passes(query);
      case SltRecord.Rows rows -> {
        List<String> actual = lines(sql.run(rows.sql()), rows.ordered());
        List<String> expected = new ArrayList<>(rows.expected());
        if (!rows.ordered()) {
          Collections.sort(expected);
        }
        yield same(rows.line(), rows.sql(), expected, actual);
      }
      case SltRecord.Columns columns ->
          same(columns.line(), columns.sql(), columns.expected(), columns(sql.run(columns.sql())));
      case SltRecord.Threshold _, SltRecord.Halt _ -> true;
    };
  }

  private boolean same(int line, String text, List<String> expected, List<String> actual) {
    return expected.equals(actual)
        || fail(line, text, String.join("\n", expected), String.join("\n", actual));
  }

  private boolean fail(int line, String text, String expected, String actual) {
    if (failures.size() < KEPT_FAILURES) {
      failures.add(new SltResult.Failure(line, text, expected, actual));
    }
    return false;
  }

  /** The rows as a script's {@code rows} has them; the failure as one line if there is one. */
  static List<String> lines(Outcome outcome, boolean ordered) {
    if (outcome.failure() != null) {
      return List.of(outcome.failure().toString());
    }
    List<String> lines = new ArrayList<>();
    for (List<Value> row : outcome.rows()) {
      lines.add(Outcome.line(row));
    }
    if (!ordered) {
      Collections.sort(lines);
    }
    return lines;
  }

  /** The columns as a script's {@code columns} has them. */
  static List<String> columns(Outcome outcome) {
    if (outcome.failure() != null) {
      return List.of(outcome.failure().toString());
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < outcome.columns().size(); i++) {
      String type = outcome.declaredTypes().get(i);
      lines.add(outcome.columns().get(i) + (type == null ? "" : "\t" + type));
    }
    return lines;
  }

  private boolean passes(SltRecord.Query query) {
    Outcome outcome = sql.run(query.sql(), query.types());
    String expected = String.join("\n", query.expected());
    if (!outcome.isOk()) {
      return fail(query.line(), query.sql(), expected, outcome.toString());
    }
    if (outcome.columns().size() != query.types().length()) {
      String actual = outcome.columns().size() + " columns";
      return fail(query.line(), query.sql(), query.types().length() + " columns", actual);
    }
    List<String> values = values(outcome, query);
    String hash = hash(values);
    if (!query.label().isEmpty()) {
      String before = hashesByLabel.putIfAbsent(query.label(), hash);
      if (before != null && !before.equals(hash)) {
        return fail(query.line(), query.sql(), "the result of " + query.label(), hash);
      }
    }
    boolean hashed =
        query.expected().size() == 1 && query.expected().getFirst().contains(" values hashing to ");
    List<String> actual =
        hashed || threshold > 0 && values.size() > threshold ? List.of(hash) : values;
    return same(query.line(), query.sql(), query.expected(), actual);
  }

  /** The values one by one, as text and in the order in which they are compared. */
  static List<String> values(Outcome outcome, SltRecord.Query query) {
    List<List<String>> rows = new ArrayList<>();
    for (List<Value> row : outcome.rows()) {
      rows.add(row.stream().map(SltRunner::text).toList());
    }
    if (query.sort() == SltRecord.Sort.ROWSORT) {
      rows.sort(
          (a, b) -> {
            for (int i = 0; i < a.size(); i++) {
              int order = a.get(i).compareTo(b.get(i));
              if (order != 0) {
                return order;
              }
            }
            return 0;
          });
    }
    List<String> values = new ArrayList<>();
    rows.forEach(values::addAll);
    if (query.sort() == SltRecord.Sort.VALUESORT) {
      values.sort(Comparator.naturalOrder());
    }
    return values;
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Null _ -> "NULL";
      case Value.Int number -> Long.toString(number.value());
      case Value.Real number when Double.isInfinite(number.value()) ->
          number.value() > 0 ? "Inf" : "-Inf";
      case Value.Real number ->
          new BigDecimal(number.value()).setScale(3, RoundingMode.HALF_UP).toPlainString();
      case Value.Text text when text.utf8().length == 0 -> "(empty)";
      case Value.Text text -> printable(text.utf8());
      case Value.Blob blob -> printable(blob.bytes());
    };
  }

  private static String printable(byte[] bytes) {
    byte[] shown = bytes.clone();
    for (int i = 0; i < shown.length; i++) {
      if (shown[i] < ' ' || shown[i] > '~') {
        shown[i] = '@';
      }
    }
    return new String(shown, StandardCharsets.US_ASCII);
  }

  private static String hash(List<String> values) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      for (String value : values) {
        md5.update((value + "\n").getBytes(StandardCharsets.US_ASCII));
      }
      return values.size() + " values hashing to " + HexFormat.of().formatHex(md5.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
