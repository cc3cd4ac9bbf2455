package tech.turso.cli.render;

import org.jspecify.annotations.Nullable;

/** What needs SQL functions: {@code printf} formats and JSON. */
public interface ValueFormatter {
  /** The integer in a {@code printf} format, as SQL's {@code format()} gives it. */
  String format(String format, long value);

  /** The real in a {@code printf} format. */
  String format(String format, double value);

  /** The JSON text of a JSONB blob, UTF-8; null if the blob is none. */
  byte @Nullable [] jsonOf(byte[] blob);
}
