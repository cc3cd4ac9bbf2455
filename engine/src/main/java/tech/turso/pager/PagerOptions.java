package tech.turso.pager;

/**
 * How a database file is opened.
 *
 * @param readOnly refuses writes, also of an interrupted transaction's undoing
 * @param create creates the file if there is none
 * @param immutable the caller promises that nobody changes the file: no locks are taken, no journal
 *     is looked for, and the file is read only
 * @param noLock no locks are taken: the caller promises that there is no other user
 * @param codec between memory and files
 */
public record PagerOptions(
    boolean readOnly, boolean create, boolean immutable, boolean noLock, PageCodec codec) {
  /** Reads and writes, creates the file. */
  public static final PagerOptions DEFAULT =
      new PagerOptions(false, true, false, false, PageCodec.NONE);

  /** Reads only. */
  public static final PagerOptions READ_ONLY =
      new PagerOptions(true, false, false, false, PageCodec.NONE);
}
