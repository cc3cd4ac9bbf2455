package tech.turso.ext;

import org.jspecify.annotations.Nullable;

/**
 * The arguments and the result of one call of a function. The result is NULL until one is set.
 *
 * <p>Arguments are counted from 0. Reading one as another type converts it as CAST does and leaves
 * it as it is.
 */
public interface FunctionContext {
  /** How many arguments there are. */
  int argumentCount();

  /** The type of an argument. */
  SqlType type(int argument);

  /** Its value as an integer; 0 for NULL. */
  long longValue(int argument);

  /** Its value as a double; 0.0 for NULL. */
  double doubleValue(int argument);

  /** Its value as text; null for NULL. Bytes that are not UTF-8 become U+FFFD. */
  @Nullable String text(int argument);

  /** A copy of its text in UTF-8; null for NULL. */
  byte @Nullable [] utf8(int argument);

  /** A copy of its bytes; null for NULL. Text and numbers give their text in UTF-8. */
  byte @Nullable [] blob(int argument);

  /** Its subtype, 0 to 255; needs {@link FunctionFlags#SUBTYPE}. */
  int subtype(int argument);

  /** The result is NULL. */
  void resultNull();

  /** The result is an INTEGER. */
  void result(long value);

  /** The result is a REAL; NULL if it is NaN. */
  void result(double value);

  /** The result is TEXT; NULL for null. */
  void result(@Nullable String value);

  /** The result is the TEXT of a range of UTF-8, which is not copied and must not change later. */
  void resultUtf8(byte[] utf8, int offset, int length);

  /** The result is a BLOB that is not copied and must not change later; NULL for null. */
  void result(byte @Nullable [] value);

  /** The result is a BLOB of so many zero bytes. */
  void resultZeroBlob(int bytes);

  /** The result is a copy of an argument. */
  void resultArgument(int argument);

  /** Gives the result, set before, a subtype; needs {@link FunctionFlags#RESULT_SUBTYPE}. */
  void resultSubtype(int subtype);

  /**
   * What an earlier call for the same place of the statement kept for an argument; null if nothing
   * or if the argument may have changed since.
   */
  @Nullable Object auxiliary(int argument);

  /** Keeps something made from a constant argument, such as a compiled pattern, for later calls. */
  void auxiliary(int argument, Object kept);
}
