package tech.turso.value;

import tech.turso.base.TextEncoding;

/**
 * How the records of an index tree, a sorter or a comparison of register ranges are ordered.
 * Immutable.
 *
 * @param keyFields how many leading fields are compared, at most {@code allFields}; 1 or more
 * @param allFields how many fields a full record has
 * @param collations one for each of the key fields; not written after
 * @param flags one for each of the key fields: {@link #DESC} and {@link #BIG_NULL}; not written
 *     after
 * @param encoding of the file whose records are compared
 */
public record KeyInfo(
    int keyFields, int allFields, Collation[] collations, byte[] flags, TextEncoding encoding) {
  /** The field is sorted in descending order. */
  public static final byte DESC = 1;

  /** NULLs are larger than everything (NULLS LAST on ASC, NULLS FIRST on DESC). */
  public static final byte BIG_NULL = 2;

  /** Checks the shapes. */
  public KeyInfo {
    assert keyFields <= allFields : keyFields + " of " + allFields;
    assert collations.length >= keyFields && flags.length >= keyFields;
  }

  /** {@code n} fields in ascending BINARY order of an UTF-8 file. */
  public static KeyInfo binary(int n) {
    Collation[] collations = new Collation[n];
    java.util.Arrays.fill(collations, Collation.BINARY);
    return new KeyInfo(n, n, collations, new byte[n], TextEncoding.UTF8);
  }
}
