package tech.turso.pager;

/**
 * Changes pages between memory and the files: encryption, checksums. It is applied at the edge of
 * the database file and of the journal, where pages are as in the file.
 *
 * <p>A codec must be the same function for all who open the file; bytes 16 to 23 of page 1 stay as
 * they are, because the page size must be readable without it. Called by several threads.
 */
public interface PageCodec {
  /** Leaves pages as they are. */
  PageCodec NONE = new PlainCodec();

  /**
   * Decodes a page in place.
   *
   * @param bytes the page from index 0; may be longer than the page
   * @throws tech.turso.base.DbException.Corrupt if it cannot be what was written (NOTADB for a
   *     wrong key)
   */
  void decode(int page, byte[] bytes, int pageBytes);

  /**
   * Encodes a page.
   *
   * @param from the page from index 0; not changed
   * @param to where the encoded page goes, from {@code toOffset} on
   */
  void encode(int page, byte[] from, byte[] to, int toOffset, int pageBytes);
}
