package tech.turso;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The driver: {@code DriverManager.getConnection("jdbc:turso:app.db")}. {@code DriverManager} finds
 * it by itself. The forms of the URL are {@code jdbc:turso:FILE}, {@code jdbc:turso::memory:},
 * {@code jdbc:turso:} for a temporary file, and {@code jdbc:turso:file:...} for a URI; {@code
 * ?key=value} sets pragmas. With {@code -Dturso.jdbc.sqlite=true} URLs that begin with {@code
 * jdbc:sqlite:} are taken too.
 */
public final class JDBC implements Driver {
  /** What URLs begin with. */
  public static final String PREFIX = ConnectionSettings.PREFIX;

  static final int MAJOR_VERSION = 0;
  static final int MINOR_VERSION = 1;

  static {
    try {
      DriverManager.registerDriver(new JDBC());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Made by {@code DriverManager}. */
  public JDBC() {}

  /** Whether the URL begins with {@link #PREFIX}, or is one that this driver stands in for. */
  @Override
  public boolean acceptsURL(@Nullable String url) {
    return ConnectionSettings.accepts(url);
  }

  /**
   * Opens a connection; null if the URL is for another driver.
   *
   * @throws SQLException if the database can be neither opened nor created, or a setting is wrong
   */
  @Override
  public @Nullable Connection connect(@Nullable String url, @Nullable Properties properties)
      throws SQLException {
    if (url == null || !acceptsURL(url)) {
      return null;
    }
    return new JdbcConnection(ConnectionSettings.of(url, properties));
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(
      @Nullable String url, @Nullable Properties properties) {
    Setting[] settings = Setting.values();
    DriverPropertyInfo[] infos = new DriverPropertyInfo[settings.length];
    for (int i = 0; i < infos.length; i++) {
      String value = properties == null ? null : properties.getProperty(settings[i].key());
      infos[i] = new DriverPropertyInfo(settings[i].key(), value);
      infos[i].description = settings[i].description();
      String[] choices = settings[i].choices();
      infos[i].choices = choices.length == 0 ? null : choices;
    }
    return infos;
  }

  @Override
  public int getMajorVersion() {
    return MAJOR_VERSION;
  }

  @Override
  public int getMinorVersion() {
    return MINOR_VERSION;
  }

  @Override
  public boolean jdbcCompliant() {
    return false; // SQLite's SQL is not the whole of SQL-92
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw Failures.unsupported("the driver logs nothing");
  }
}
