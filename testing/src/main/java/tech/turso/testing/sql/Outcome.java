package tech.turso.testing.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement gave: columns and rows, or a failure.
 *
 * @param columns the columns' names
 * @param declaredTypes the declared type of each column's origin; null for expressions
 * @param rows the rows; of a failing statement, those before the failure
 * @param failure null if the statement ended well
 */
public record Outcome(
    List<String> columns,
    List<@Nullable String> declaredTypes,
    List<List<Value>> rows,
    @Nullable Failure failure) {

  /**
   * SQLite's answer to a statement that failed.
   *
   * @param code the extended result code, such as 2067
   * @param message SQLite's message, such as {@code UNIQUE constraint failed: t.a}
   */
  public record Failure(int code, String message) {
    @Override
    public String toString() {
      return "error " + code + ": " + message;
    }
  }

  /** The outcome of a statement that failed at once. */
  public static Outcome failed(int code, String message) {
    return new Outcome(List.of(), List.of(), List.of(), new Failure(code, message));
  }

  /** Whether the statement ended well. */
  public boolean isOk() {
    return failure == null;
  }

  /** The same with the rows in an order of their own, so that they can be compared as a bag. */
  public Outcome sorted() {
    List<List<Value>> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(Object::toString));
    return new Outcome(columns, declaredTypes, sorted, failure);
  }

  /** The rows as lines of literals; the failure if there is one. */
  @Override
  public String toString() {
    if (failure != null) {
      return failure.toString();
    }
    StringBuilder text = new StringBuilder();
    for (List<Value> row : rows) {
      text.append(line(row)).append('\n');
    }
    return text.toString();
  }

  /** A row as one line of literals. */
  public static String line(List<Value> row) {
    StringBuilder text = new StringBuilder();
    for (Value value : row) {
      text.append(text.isEmpty() ? "" : "|").append(value);
    }
    return text.toString();
  }
}
