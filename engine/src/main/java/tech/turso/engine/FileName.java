package tech.turso.engine;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;

/**
 * The name of a database: a path, {@code :memory:}, the empty name, or a {@code file:} URI.
 *
 * <p>Source: SQLite, "Uniform Resource Identifiers". SQLite: main.c sqlite3ParseUri.
 *
 * @param path the file's path, {@code :memory:}, or ""
 * @param parameters of a URI, decoded
 */
record FileName(String path, Map<String, String> parameters) {

  /** Takes {@code name} apart; as a path if it is no URI or URIs are not allowed. */
  static FileName parse(String name, boolean uri) {
    if (!uri || !name.startsWith("file:")) {
      return new FileName(name, Map.of());
    }
    int at = 5;
    if (name.startsWith("//", at)) {
      int slash = name.indexOf('/', at + 2);
      String authority = name.substring(at + 2, slash < 0 ? name.length() : slash);
      if (!authority.isEmpty() && !authority.equals("localhost")) {
        throw new DbException.Sql("invalid uri authority: " + authority);
      }
      at = slash < 0 ? name.length() : slash;
    }
    int fragment = name.indexOf('#', at);
    String rest = name.substring(at, fragment < 0 ? name.length() : fragment);
    int query = rest.indexOf('?');
    String path = decode(query < 0 ? rest : rest.substring(0, query));
    Map<String, String> parameters = new HashMap<>();
    if (query >= 0) {
      for (String part : rest.substring(query + 1).split("&", -1)) {
        int equals = part.indexOf('=');
        if (!part.isEmpty()) {
          String key = decode(equals < 0 ? part : part.substring(0, equals));
          String value = equals < 0 ? "" : decode(part.substring(equals + 1));
          check(key, value);
          if (!key.isEmpty()) {
            // Of flags the first counts, of the others the last.
            boolean isFlag = !key.equals("mode") && !key.equals("cache");
            if (!isFlag || !parameters.containsKey(key)) {
              parameters.put(key, value);
            }
          }
        }
      }
    }
    return new FileName(path, parameters);
  }

  /** Refuses values that are none, in the order in which they stand. */
  private static void check(String key, String value) {
    boolean known =
        switch (key) {
          case "mode" ->
              switch (value) {
                case "ro", "rw", "rwc", "memory" -> true;
                default -> false;
              };
          case "cache" -> value.equals("shared") || value.equals("private");
          default -> true;
        };
    if (!known) {
      String kind = key.equals("mode") ? "access" : "cache";
      throw new DbException.Sql(ResultCode.ERROR, "no such " + kind + " mode: " + value);
    }
  }

  /** Replaces {@code %HH} by its byte; an encoded NUL ends the text. */
  private static String decode(String text) {
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int n = 0;
    for (int i = 0; i < in.length; i++) {
      int c = in[i];
      if (c == '%'
          && i + 2 < in.length
          && Ascii.hexValue(in[i + 1]) >= 0
          && Ascii.hexValue(in[i + 2]) >= 0) {
        c = Ascii.hexValue(in[i + 1]) << 4 | Ascii.hexValue(in[i + 2]);
        i += 2;
        if (c == 0) {
          break;
        }
      }
      out[n++] = (byte) c;
    }
    return new String(out, 0, n, StandardCharsets.UTF_8);
  }

  /** Whether the database lives in memory. */
  boolean isMemory() {
    return path.equals(":memory:") || "memory".equals(parameters.get("mode"));
  }

  /** Whether a flag such as {@code immutable} is set: a number other than 0, or a word for yes. */
  boolean flag(String name) {
    @Nullable String value = parameters.get(name);
    if (value == null || value.isEmpty()) {
      return false;
    }
    if (value.charAt(0) < '0' || value.charAt(0) > '9') {
      return switch (Ascii.fold(value)) {
        case "yes", "true", "on" -> true;
        default -> false;
      };
    }
    long number = 0;
    for (int i = 0; i < value.length() && value.charAt(i) >= '0' && value.charAt(i) <= '9'; i++) {
      number = number * 10 + value.charAt(i) - '0';
      if (number > Integer.MAX_VALUE) {
        return false;
      }
    }
    return number != 0;
  }

  /** The {@code mode}: "ro", "rw", "rwc" or "memory"; null if there is none. */
  @Nullable String mode() {
    return parameters.get("mode");
  }

  /**
   * Checks that the mode asks for no more than the program that opens the database allows.
   *
   * @throws DbException.Sql PERM
   */
  void checkAllowed(boolean readOnly, boolean create) {
    @Nullable String mode = mode();
    if ("rwc".equals(mode) && !create || "rw".equals(mode) && readOnly) {
      throw new DbException.Sql(ResultCode.PERM, "access mode not allowed: " + mode);
    }
  }
}
