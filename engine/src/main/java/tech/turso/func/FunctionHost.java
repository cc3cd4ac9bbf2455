package tech.turso.func;

import tech.turso.base.Randomness;
import tech.turso.base.TextEncoding;

/** What functions ask of their connection. The engine implements it; tests have their own. */
public interface FunctionHost {
  /** The rowid of the last successful INSERT. */
  long lastInsertRowid();

  /** Rows changed by the last INSERT, UPDATE or DELETE. */
  long changes();

  /** Rows changed since the connection was opened. */
  long totalChanges();

  /** Milliseconds since 1970 in UTC: the same at every call within one step of a statement. */
  long statementTimeMs();

  /** Seconds that local time is ahead of UTC at that moment. */
  int utcOffsetSeconds(long epochSeconds);

  /** For {@code random()} and {@code randomblob()}. */
  Randomness randomness();

  /** Most bytes of a text or blob. */
  int maxLength();

  /** Most bytes of the pattern of LIKE and GLOB. */
  int maxLikePatternBytes();

  /** Whether LIKE tells upper from lower case ({@code PRAGMA case_sensitive_like}). */
  boolean isLikeCaseSensitive();

  /** The encoding of the main database. */
  TextEncoding encoding();

  /** Takes a message of {@code sqlite_log}. */
  void log(int code, String message);
}
