package tech.turso;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.api.ValueType;

/**
 * Rows in memory: of metadata, and of statements that others follow. Values are null, Long, Double,
 * String and byte[].
 */
final class MemoryRows implements RowSource {
  private final String[] names;
  private final Column[] columns;
  private final List<@Nullable Object[]> rows = new ArrayList<>();
  private @Nullable Object[] row = {};
  private int next;

  /** No rows yet, of columns with these names. */
  MemoryRows(String... names) {
    this.names = names;
    this.columns = new Column[names.length];
    Arrays.fill(columns, Column.UNKNOWN);
  }

  /** Reads all that is left of {@code source} and closes it. */
  static MemoryRows copyOf(RowSource source) throws SQLException {
    int count = source.columnCount();
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = source.name(i);
    }
    MemoryRows copy = new MemoryRows(names);
    for (int i = 0; i < count; i++) {
      copy.columns[i] = source.column(i);
    }
    while (source.next()) {
      @Nullable Object[] values = new Object[count];
      for (int i = 0; i < count; i++) {
        values[i] =
            switch (source.type(i)) {
              case NULL -> null;
              case INTEGER -> source.longAt(i);
              case REAL -> source.doubleAt(i);
              case TEXT -> source.textAt(i);
              case BLOB -> source.bytesAt(i);
            };
      }
      copy.rows.add(values);
    }
    source.close();
    return copy;
  }

  /** Adds a row of null, Integer, Long, Boolean (as 0 and 1), Double, String or byte[]. */
  MemoryRows add(@Nullable Object... values) {
    assert values.length == names.length;
    @Nullable Object[] copy = values.clone();
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] instanceof Integer number) {
        copy[i] = (long) number;
      } else if (copy[i] instanceof Boolean flag) {
        copy[i] = flag ? 1L : 0L;
      }
    }
    rows.add(copy);
    return this;
  }

  /** The rows, to be sorted. */
  List<@Nullable Object[]> rows() {
    return rows;
  }

  @Override
  public int columnCount() {
    return names.length;
  }

  @Override
  public String name(int column) {
    return names[column];
  }

  @Override
  public Column column(int column) {
    return columns[column];
  }

  @Override
  public boolean hasValues() {
    if (next == 0 && !rows.isEmpty()) {
      row = rows.getFirst();
    }
    return row.length > 0;
  }

  @Override
  public boolean next() {
    if (next >= rows.size()) {
      return false;
    }
    row = rows.get(next++);
    return true;
  }

  @Override
  public ValueType type(int column) {
    Object value = row[column];
    if (value == null) {
      return ValueType.NULL;
    }
    if (value instanceof Long) {
      return ValueType.INTEGER;
    }
    if (value instanceof Double) {
      return ValueType.REAL;
    }
    return value instanceof String ? ValueType.TEXT : ValueType.BLOB;
  }

  @Override
  public long longAt(int column) {
    Object value = row[column];
    if (value instanceof Number number) {
      return number.longValue();
    }
    String text = textAt(column);
    return text == null ? 0 : Numbers.prefixAsLong(text);
  }

  @Override
  public double doubleAt(int column) {
    Object value = row[column];
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    String text = textAt(column);
    return text == null ? 0 : Numbers.prefixAsDouble(text);
  }

  @Override
  public @Nullable String textAt(int column) {
    Object value = row[column];
    if (value == null) {
      return null;
    }
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : value.toString();
  }

  @Override
  public byte @Nullable [] bytesAt(int column) {
    Object value = row[column];
    if (value == null) {
      return null;
    }
    return value instanceof byte[] bytes
        ? bytes.clone()
        : value.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    next = rows.size();
  }
}
