package tech.turso;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives connections to one database.
 *
 * <pre>{@code
 * var source = new TursoDataSource();
 * source.setUrl("jdbc:turso:app.db");
 * source.setProperty("foreign_keys", "true");
 * }</pre>
 */
public final class TursoDataSource implements DataSource {
  private final Properties properties = new Properties();
  private String url = ConnectionSettings.PREFIX;
  private @Nullable PrintWriter logWriter;
  private int loginTimeout;

  /** A temporary database until {@link #setUrl} is called. */
  public TursoDataSource() {}

  /** The database's URL. */
  public String getUrl() {
    return url;
  }

  /** Sets the database's URL, such as {@code jdbc:turso:app.db}. */
  public void setUrl(String value) {
    if (!ConnectionSettings.accepts(value)) {
      throw new IllegalArgumentException("no URL of this driver: " + value);
    }
    url = value;
  }

  /** Sets what would be {@code ?key=value} in the URL. */
  public void setProperty(String key, String value) {
    if (Setting.of(key) == null) {
      throw new IllegalArgumentException("unknown setting: " + key);
    }
    properties.setProperty(key, value);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return new JdbcConnection(ConnectionSettings.of(url, properties));
  }

  /** The user and the password are ignored: there are none. */
  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    return getConnection();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return logWriter;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter writer) {
    logWriter = writer;
  }

  @Override
  public void setLoginTimeout(int seconds) {
    loginTimeout = seconds;
  }

  @Override
  public int getLoginTimeout() {
    return loginTimeout;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw Failures.unsupported("the driver logs nothing");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrappers.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
