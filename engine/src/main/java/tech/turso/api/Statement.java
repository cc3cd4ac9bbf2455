package tech.turso.api;

import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.engine.Prepared;
import tech.turso.engine.Session;
import tech.turso.value.Register;

/**
 * A prepared statement: bind its parameters (numbered from 1), step through its rows, read their
 * columns (numbered from 0), reset and run again. It prepares itself anew when the schema changed.
 *
 * <p>Source: SQLite, "C-language Interface Specification", sqlite3_stmt.
 */
public final class Statement implements AutoCloseable {
  private final Session session;
  private final Prepared prepared;

  Statement(Session session, Prepared prepared) {
    this.session = session;
    this.prepared = prepared;
  }

  /** Whether the text held no statement. */
  public boolean isEmpty() {
    return prepared.isEmpty();
  }

  /** The statement's text, with its semicolon if it had one. */
  public String sql() {
    return prepared.sql();
  }

  /** The text with the bound values in place of the parameters. */
  public String expandedSql() {
    synchronized (session) {
      return prepared.expandedSql();
    }
  }

  /** Index in the text given to {@code prepare} of the char after this statement. */
  public int end() {
    return prepared.end();
  }

  /** Whether it makes no direct change to a database. */
  public boolean isReadOnly() {
    return prepared.isReadOnly();
  }

  /** 0 for a plain statement, 1 for EXPLAIN, 2 for EXPLAIN QUERY PLAN. */
  public int explain() {
    return prepared.explain();
  }

  /** Whether it has been stepped and neither finished nor reset. */
  public boolean isBusy() {
    return prepared.isBusy();
  }

  /** The highest number of a parameter; 0 if it has none. */
  public int parameterCount() {
    return prepared.parameterCount();
  }

  /** The name of a parameter with its sign, such as {@code :id}; null if it has none. */
  public @Nullable String parameterName(int number) {
    return prepared.parameterName(number);
  }

  /** The number of the parameter of that name with its sign; 0 if there is none. */
  public int parameterIndex(String name) {
    return prepared.parameterIndex(name);
  }

  /** Binds NULL. */
  public void bindNull(int number) {
    synchronized (session) {
      parameter(number).setNull();
    }
  }

  /** Binds an INTEGER. */
  public void bindLong(int number, long value) {
    synchronized (session) {
      parameter(number).setInteger(value);
    }
  }

  /** Binds a REAL; NaN binds NULL. */
  public void bindDouble(int number, double value) {
    synchronized (session) {
      parameter(number).setReal(value);
    }
  }

  /** Binds a TEXT. */
  public void bindText(int number, String value) {
    synchronized (session) {
      parameter(number).setText(value);
    }
  }

  /** Binds a TEXT of UTF-8 bytes, which are copied and need not be valid. */
  public void bindUtf8(int number, byte[] value) {
    synchronized (session) {
      parameter(number).setText(value.clone());
    }
  }

  /** Binds a BLOB; the bytes are copied. */
  public void bindBlob(int number, byte[] value) {
    synchronized (session) {
      parameter(number).setBlob(value.clone());
    }
  }

  /** Binds a BLOB of {@code count} zero bytes. */
  public void bindZeroBlob(int number, int count) {
    synchronized (session) {
      parameter(number).setZeroBlob(count);
    }
  }

  /** Binds NULL to all parameters. */
  public void clearBindings() {
    synchronized (session) {
      for (int i = 1; i <= prepared.parameterCount(); i++) {
        parameter(i).setNull();
      }
    }
  }

  private Register parameter(int number) {
    try {
      return prepared.parameter(number);
    } catch (DbException e) {
      throw new TursoException(e);
    }
  }

  /**
   * Runs to the next row.
   *
   * @return true if there is a row, false if the statement has finished
   */
  public boolean step() {
    synchronized (session) {
      try {
        return prepared.step();
      } catch (DbException e) {
        throw new TursoException(e);
      }
    }
  }

  /** Ends the run; bindings stay. The next {@link #step()} begins anew. */
  public void reset() {
    synchronized (session) {
      try {
        prepared.reset();
      } catch (DbException e) {
        throw new TursoException(e);
      }
    }
  }

  /** How many columns a row has; 0 for statements without rows. */
  public int columnCount() {
    return prepared.columnCount();
  }

  /** The name of a column. */
  public String columnName(int column) {
    return prepared.column(column).name();
  }

  /** The declared type of the table's column that this one is; null for expressions. */
  public @Nullable String columnDeclaredType(int column) {
    return prepared.column(column).declaredType();
  }

  /** The schema name of the table's column that this one is; null for expressions. */
  public @Nullable String columnDatabase(int column) {
    return prepared.column(column).database();
  }

  /** The table of the column that this one is; null for expressions. */
  public @Nullable String columnTable(int column) {
    return prepared.column(column).table();
  }

  /** The name in its table of the column that this one is; null for expressions. */
  public @Nullable String columnOrigin(int column) {
    return prepared.column(column).origin();
  }

  /** The type of a column in this row. */
  public ValueType columnType(int column) {
    synchronized (session) {
      return switch (value(column).type) {
        case Register.NULL -> ValueType.NULL;
        case Register.INTEGER -> ValueType.INTEGER;
        case Register.REAL -> ValueType.REAL;
        case Register.TEXT -> ValueType.TEXT;
        default -> ValueType.BLOB;
      };
    }
  }

  /** The column as an integer; text and reals are converted as CAST does, NULL is 0. */
  public long columnLong(int column) {
    synchronized (session) {
      return prepared.asLong(value(column));
    }
  }

  /** The column as a double; text is converted as CAST does, NULL is 0. */
  public double columnDouble(int column) {
    synchronized (session) {
      return prepared.asDouble(value(column));
    }
  }

  /** The column as text; numbers are converted as CAST does; null for NULL. */
  public @Nullable String columnText(int column) {
    synchronized (session) {
      return prepared.asText(value(column));
    }
  }

  /** The column's bytes, of its text form if it is a number; null for NULL. */
  public byte @Nullable [] columnBlob(int column) {
    synchronized (session) {
      return prepared.asBlob(value(column));
    }
  }

  private Register value(int column) {
    try {
      return prepared.value(column);
    } catch (DbException e) {
      throw new TursoException(e);
    }
  }

  /** Ends the run and releases the statement; further calls fail with MISUSE. */
  @Override
  public void close() {
    synchronized (session) {
      try {
        prepared.close();
      } catch (DbException e) {
        throw new TursoException(e);
      }
    }
  }
}
