package tech.turso.engine;

import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.btree.Btree;
import tech.turso.pager.Page;
import tech.turso.pager.Pager;

/**
 * Makes one database a copy of another, page by page, in one write transaction. What the source's
 * connection has changed and not committed is copied too.
 *
 * <p>SQLite: backup.c, with all pages in one step.
 */
final class Backup {
  private static final int VERSIONS_AT = 18;
  private static final int SCHEMA_COOKIE_AT = 40;

  private Backup() {}

  /**
   * Copies.
   *
   * @throws DbException.Busy if other connections are in the way
   * @throws DbException else: the destination is as it was
   */
  static void copy(Session from, String fromSchema, Session to, String toSchema) {
    Btree source = btree(from, fromSchema);
    Btree destination = btree(to, toSchema);
    if (destination.isReading() || source == destination) {
      throw new DbException.Sql("destination database is in use");
    }
    boolean begins = !source.isReading();
    source.beginRead();
    try {
      copy(source.pager(), destination.pager());
    } finally {
      if (begins) {
        source.endRead();
      }
    }
    to.databases().get(to.databaseNumber(toSchema)).forgetSchema();
    to.host().expireStatements(false);
  }

  private static Btree btree(Session session, String schema) {
    int number = session.databaseNumber(schema);
    if (number < 0) {
      throw Session.unknownDatabase(schema);
    }
    return session.host().btree(number);
  }

  private static void copy(Pager source, Pager destination) {
    boolean committed = false;
    destination.beginWrite(true);
    try {
      int cookie =
          destination.pageCount() == 0 ? 0 : Bytes.i32(destination.read(1).bytes, SCHEMA_COOKIE_AT);
      destination.replaceContent(source.pageBytes(), source.reservedBytes());
      int count = source.pageCount();
      for (int number = 1; number <= count; number++) {
        if (number != source.lockBytePage()) {
          Page page = destination.writeFresh(number);
          System.arraycopy(source.read(number).bytes, 0, page.bytes, 0, source.pageBytes());
          if (number == 1) {
            // Rollback journals; and whoever knows the schema that was there before reads it again.
            page.bytes[VERSIONS_AT] = 1;
            page.bytes[VERSIONS_AT + 1] = 1;
            Bytes.put32(page.bytes, SCHEMA_COOKIE_AT, cookie + 1);
          }
          destination.spillPoint();
        }
      }
      destination.commitPhaseOne(null);
      destination.commitPhaseTwo();
      committed = true;
    } finally {
      if (!committed) {
        destination.rollback();
      }
      destination.endRead();
    }
  }
}
