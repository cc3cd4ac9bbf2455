package tech.turso.pager;

/** The codec of files that are not encoded. */
final class PlainCodec implements PageCodec {
  @Override
  public void decode(int page, byte[] bytes, int pageBytes) {}

  @Override
  public void encode(int page, byte[] from, byte[] to, int toOffset, int pageBytes) {
    System.arraycopy(from, 0, to, toOffset, pageBytes);
  }
}
