package tech.turso;

import java.sql.SQLException;

/** The interface {@code java.sql.Wrapper}, the same for all. */
final class Wrappers {
  private Wrappers() {}

  /** The object itself, if it is of that type. */
  static <T> T unwrap(Object object, Class<T> type) throws SQLException {
    if (type.isInstance(object)) {
      return type.cast(object);
    }
    throw Failures.argument(object.getClass().getName() + " is no " + type.getName());
  }
}
