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
    if (!uri || !Ascii.startsWithIgnoreCase(name, "file:")) {
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
          parameters.put(key, equals < 0 ? "" : decode(part.substring(equals + 1)));
        }
      }
    }
    return new FileName(path, parameters);
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

  /** Whether a flag such as {@code immutable} is set. */
  boolean flag(String name) {
    @Nullable String value = parameters.get(name);
    if (value == null) {
      return false;
    }
    return switch (Ascii.fold(value)) {
      case "1", "yes", "true", "on" -> true;
      default -> false;
    };
  }

  /**
   * The {@code mode}: "ro", "rw", "rwc" or "memory"; null if there is none.
   *
   * @throws DbException.Sql for another
   */
  @Nullable String mode() {
    @Nullable String mode = parameters.get("mode");
    if (mode == null) {
      return null;
    }
    return switch (mode) {
      case "ro", "rw", "rwc", "memory" -> mode;
      default -> throw new DbException.Sql(ResultCode.ERROR, "no such access mode: " + mode);
    };
  }
}
