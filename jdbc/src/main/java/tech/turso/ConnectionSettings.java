package tech.turso;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tech.turso.api.OpenOptions;

/**
 * What a connection is opened with: a database name and settings, from a URL and properties.
 *
 * <pre>
 *   jdbc:turso:FILE            a file, made if it is missing
 *   jdbc:turso::memory:        a database in memory
 *   jdbc:turso:                a temporary file
 *   jdbc:turso:file:...?mode=ro   a URI as SQLite knows it
 *   jdbc:turso:FILE?key=value&amp;key=value   with settings
 * </pre>
 *
 * <p>An unknown key in the URL is an error; unknown properties are ignored, because pools and tools
 * pass their own.
 */
final class ConnectionSettings {
  static final String PREFIX = "jdbc:turso:";

  /** The URLs of other drivers for SQLite, taken too where {@link #SQLITE_PROPERTY} is true. */
  static final String SQLITE_PREFIX = "jdbc:sqlite:";

  /** The system property by which a program asks this driver to stand in for another one. */
  static final String SQLITE_PROPERTY = "turso.jdbc.sqlite";

  static final int DEFAULT_BUSY_TIMEOUT_MS = 3000;

  /** Keys of SQLite's URIs, which stay in the name. */
  private static final Set<String> URI_KEYS =
      Set.of("mode", "cache", "vfs", "psow", "nolock", "immutable");

  private static final int OPEN_READONLY = 1;
  private static final int OPEN_CREATE = 4;

  /** Whether {@code BEGIN} takes a lock. */
  enum TransactionMode {
    DEFERRED,
    IMMEDIATE,
    EXCLUSIVE
  }

  private final String url;
  private final String name;
  private final Map<String, String> pragmas = new LinkedHashMap<>();
  private boolean readOnly;
  private boolean create = true;
  private int busyTimeoutMs = DEFAULT_BUSY_TIMEOUT_MS;
  private TransactionMode transactionMode = TransactionMode.DEFERRED;
  private DateFormat.Kind dateKind = DateFormat.Kind.INTEGER;
  private boolean dateMillis = true;
  private String datePattern = DateFormat.DEFAULT_PATTERN;

  private ConnectionSettings(String url, String name) {
    this.url = url;
    this.name = name;
  }

  /** Whether a URL is one of this driver. */
  static boolean accepts(@Nullable String url) {
    return url != null
        && (begins(url, PREFIX)
            || begins(url, SQLITE_PREFIX) && Boolean.getBoolean(SQLITE_PROPERTY));
  }

  private static boolean begins(String url, String prefix) {
    return url.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  /** Reads a URL that is accepted, and properties. Those of the URL count more. */
  static ConnectionSettings of(String url, @Nullable Properties properties) throws SQLException {
    String rest = url.substring((begins(url, PREFIX) ? PREFIX : SQLITE_PREFIX).length());
    boolean uri = rest.startsWith("file:");
    int question = rest.indexOf('?');
    StringBuilder name = new StringBuilder(question < 0 ? rest : rest.substring(0, question));
    Map<String, String> given = new LinkedHashMap<>();
    if (question >= 0) {
      String separator = "?";
      for (String part : rest.substring(question + 1).split("&")) {
        int equals = part.indexOf('=');
        String key = equals < 0 ? part : part.substring(0, equals);
        if (uri && URI_KEYS.contains(key)) {
          name.append(separator).append(part);
          separator = "&";
        } else if (!part.isEmpty()) {
          given.put(key, equals < 0 ? "" : part.substring(equals + 1));
        }
      }
    }
    ConnectionSettings settings = new ConnectionSettings(url, name.toString());
    if (properties != null) {
      for (String key : properties.stringPropertyNames()) {
        String value = properties.getProperty(key);
        if (Setting.of(key) != null && !given.containsKey(key)) {
          settings.set(key, value);
        }
      }
    }
    for (Map.Entry<String, String> entry : given.entrySet()) {
      if (Setting.of(entry.getKey()) == null) {
        throw Failures.argument("unknown setting \"" + entry.getKey() + "\" in " + url);
      }
      settings.set(entry.getKey(), entry.getValue());
    }
    return settings;
  }

  private void set(String key, String value) throws SQLException {
    switch (key) {
      case "busy_timeout" -> busyTimeoutMs = integer(key, value);
      case "transaction_mode" -> transactionMode = choice(key, value, TransactionMode.values());
      case "date_class" -> dateKind = choice(key, value, DateFormat.Kind.values());
      case "date_precision" -> {
        String word = value.toUpperCase(Locale.ROOT);
        if (!word.equals("SECONDS") && !word.equals("MILLISECONDS")) {
          throw Failures.argument(key + " is SECONDS or MILLISECONDS, not \"" + value + "\"");
        }
        dateMillis = word.equals("MILLISECONDS");
      }
      case "date_string_format" -> datePattern = value;
      case "open_mode" -> {
        int flags = integer(key, value);
        readOnly = (flags & OPEN_READONLY) != 0;
        create = (flags & OPEN_CREATE) != 0;
      }
      case "read_only" -> readOnly = Boolean.parseBoolean(value) || value.equals("1");
      default -> pragmas.put(key, value);
    }
  }

  private static int integer(String key, String value) throws SQLException {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw Failures.argument(key + " is a number, not \"" + value + "\"");
    }
  }

  private static <E extends Enum<E>> E choice(String key, String value, E[] choices)
      throws SQLException {
    for (E choice : choices) {
      if (choice.name().equalsIgnoreCase(value)) {
        return choice;
      }
    }
    throw Failures.argument(key + " cannot be \"" + value + "\"");
  }

  String url() {
    return url;
  }

  /** The database's name for the engine. */
  String name() {
    return name;
  }

  /** Pragmas to set after opening, in the order that they need. */
  Map<String, String> pragmas() {
    Map<String, String> ordered = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      String value = pragmas.get(setting.key());
      if (value != null) {
        ordered.put(setting.key(), value);
      }
    }
    return ordered;
  }

  OpenOptions openOptions() {
    return OpenOptions.DEFAULT
        .withCreate(create)
        .withReadOnly(readOnly)
        .withBusyTimeoutMs(busyTimeoutMs);
  }

  TransactionMode transactionMode() {
    return transactionMode;
  }

  DateFormat dates() {
    return new DateFormat(dateKind, dateMillis, datePattern);
  }
}
