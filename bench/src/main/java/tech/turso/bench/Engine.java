package tech.turso.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;

/**
 * One of the two, with its copy of the data. Both have their defaults (rollback journal,
 * synchronous FULL), but SQLite's cache is made to hold the whole file, as ours does by default.
 */
final class Engine implements AutoCloseable {
  static final int CACHE_KIB = 128 * 1024;

  final String name;
  final Connection connection;
  private final Driver driver;
  private final String prefix;
  private final Path folder;

  private Engine(String name, Driver driver, String prefix, Path folder) throws SQLException {
    this.name = name;
    this.driver = driver;
    this.prefix = prefix;
    this.folder = folder;
    this.connection = open("data.db");
  }

  static Engine sqlite(Path folder) throws SQLException {
    return new Engine("sqlite-jdbc", new org.sqlite.JDBC(), "jdbc:sqlite:", folder);
  }

  static Engine turso(Path folder) throws SQLException {
    return new Engine("turso", new tech.turso.JDBC(), "jdbc:turso:", folder);
  }

  /** Opens another file beside the data. */
  Connection open(String file) throws SQLException {
    Connection opened = driver.connect(prefix + folder.resolve(file), new Properties());
    if (opened == null) {
      throw new SQLException("the driver does not know " + prefix);
    }
    if (driver instanceof org.sqlite.JDBC) {
      try (var statement = opened.createStatement()) {
        statement.execute("PRAGMA cache_size = -" + CACHE_KIB);
      }
    }
    return opened;
  }

  /** Deletes a file beside the data. */
  void delete(String file) throws SQLException {
    try {
      Files.deleteIfExists(folder.resolve(file));
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
