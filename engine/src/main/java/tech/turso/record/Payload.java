package tech.turso.record;

/** Where the bytes of a record are that are not on its leaf page: its overflow pages. */
public interface Payload {
  /**
   * Copies bytes {@code from .. from + count} of the record, counted from its beginning.
   *
   * @throws tech.turso.base.DbException.Corrupt if the record's pages do not hold them
   */
  void payload(long from, byte[] into, int at, int count);
}
