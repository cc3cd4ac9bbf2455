package tech.turso.cli.render;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.api.ValueType;

/** Rows given by a test: null, Long, Double, String and byte[]. */
final class GivenRows implements ResultRows {
  private final List<String> names;
  private final @Nullable Object[][] rows;
  private int at = -1;
  private boolean fails;

  GivenRows(List<String> names, @Nullable Object[]... rows) {
    this.names = names;
    this.rows = rows;
  }

  /** One row of these values; columns are named a, b, c ... */
  static GivenRows row(@Nullable Object... values) {
    return new GivenRows(List.of("a", "b", "c", "d", "e", "f").subList(0, values.length), values);
  }

  /** The same rows, with a failure behind the last. */
  GivenRows failing() {
    fails = true;
    return this;
  }

  @Override
  public int columnCount() {
    return names.size();
  }

  @Override
  public String columnName(int column) {
    return names.get(column);
  }

  @Override
  public boolean next() {
    return ++at < rows.length;
  }

  @Override
  public boolean failed() {
    return fails && at >= rows.length;
  }

  @Override
  public ValueType type(int column) {
    return switch (rows[at][column]) {
      case null -> ValueType.NULL;
      case Long _ -> ValueType.INTEGER;
      case Double _ -> ValueType.REAL;
      case String _ -> ValueType.TEXT;
      default -> ValueType.BLOB;
    };
  }

  @Override
  public long longAt(int column) {
    return (Long) rows[at][column];
  }

  @Override
  public double doubleAt(int column) {
    return (Double) rows[at][column];
  }

  @Override
  public byte[] bytesAt(int column) {
    Object value = rows[at][column];
    return value instanceof byte[] bytes
        ? bytes
        : String.valueOf(value).getBytes(StandardCharsets.UTF_8);
  }
}
