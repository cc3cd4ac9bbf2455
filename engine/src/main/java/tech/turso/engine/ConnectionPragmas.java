package tech.turso.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.TextEncoding;
import tech.turso.btree.AutoVacuum;
import tech.turso.btree.Btree;
import tech.turso.codegen.PragmaHost;
import tech.turso.journal.Synchronous;
import tech.turso.pager.Pager;
import tech.turso.plan.ConnectionFlag;
import tech.turso.schema.Catalog;

/** What pragmas do to a {@link Session}. */
final class ConnectionPragmas implements PragmaHost {
  /** What SQLite counts for a page of its cache beside its bytes; {@code cache_spill} shows it. */
  private static final int PAGE_OVERHEAD_BYTES = 136;

  private final Session session;
  private final Settings settings;

  ConnectionPragmas(Session session) {
    this.session = session;
    this.settings = session.settings();
  }

  // ------------------------------------------------------------------ the connection

  @Override
  public boolean isAutocommit() {
    return session.isAutocommit();
  }

  @Override
  public boolean isOn(ConnectionFlag flag) {
    return flag == ConnectionFlag.DEFER_FOREIGN_KEYS
        ? session.transactions().defersForeignKeys()
        : settings.isOn(flag);
  }

  @Override
  public void turn(ConnectionFlag flag, boolean on) {
    if (flag == ConnectionFlag.DEFER_FOREIGN_KEYS) {
      session.transactions().deferForeignKeys(on);
      return;
    }
    settings.turn(flag, on);
    for (Database database : session.databases()) {
      database.configure(settings);
    }
  }

  @Override
  public void forgetSchemas() {
    session.databases().forEach(Database::forgetSchema);
  }

  @Override
  public long limit(Limit which) {
    return which == Limit.BUSY_TIMEOUT_MS ? session.busyTimeoutMs() : settings.limit(which);
  }

  @Override
  public void limit(Limit which, long value) {
    if (which == Limit.BUSY_TIMEOUT_MS) {
      session.busyTimeout((int) value);
    } else {
      settings.limit(which, value);
    }
  }

  @Override
  public void shrinkMemory() {
    for (Database database : session.databases()) {
      if (database.btree != null && database.btree.isReading()) {
        database.btree.releaseImages();
      }
    }
  }

  @Override
  public int tempStore() {
    return settings.tempStore;
  }

  @Override
  public void tempStore(int kind) {
    if (kind != settings.tempStore) {
      endTemporary();
      settings.tempStore = kind;
    }
  }

  @Override
  public String tempStoreDirectory() {
    return settings.tempStoreDirectory;
  }

  @Override
  public void tempStoreDirectory(String path) {
    if (!path.isEmpty() && !session.vfs().exists(path)) {
      throw new DbException.Sql("not a writable directory");
    }
    if (settings.tempStore < 2) {
      endTemporary();
    }
    settings.tempStoreDirectory = path;
  }

  /** Closes the temporary database: it would be in another place now. */
  private void endTemporary() {
    Database temp = database(Catalog.TEMP);
    Btree btree = temp.btree;
    if (btree != null) {
      if (!session.isAutocommit() || btree.isReading()) {
        throw new DbException.Sql("temporary storage cannot be changed from within a transaction");
      }
      temp.btree = null;
      btree.close();
      forgetSchemas();
    }
  }

  @Override
  public List<String> modules() {
    return session.extensions().modules();
  }

  @Override
  public List<String> collations() {
    List<String> names = new ArrayList<>(session.extensions().collationNames());
    names.addAll(List.of("RTRIM", "NOCASE", "BINARY"));
    return names;
  }

  @Override
  public boolean isEncodingFree() {
    return read(Catalog.MAIN, btree -> btree.meta(Btree.META_ENCODING)) == 0;
  }

  @Override
  public void encoding(TextEncoding encoding) {
    if (isEncodingFree() && encoding != session.encoding()) {
      session.wantedEncoding(encoding);
    }
  }

  // ------------------------------------------------------------------ databases

  private Database database(int number) {
    return session.databases().get(number);
  }

  private Btree btree(int number) {
    return session.host().btree(number);
  }

  private Pager pager(int number) {
    return btree(number).pager();
  }

  /** What {@code question} answers inside a read transaction. */
  private int read(int number, Function<Btree, Integer> question) {
    Btree btree = btree(number);
    if (btree.isReading()) {
      return question.apply(btree);
    }
    btree.beginRead();
    try {
      return question.apply(btree);
    } finally {
      btree.endRead();
    }
  }

  @Override
  public boolean isOpen(int number) {
    return database(number).btree != null;
  }

  @Override
  public String file(int number) {
    return isPrivate(number) ? "" : database(number).path;
  }

  @Override
  public boolean isPrivate(int number) {
    return pager(number).isPrivate();
  }

  @Override
  public int pageBytes(int number) {
    try {
      return read(number, btree -> btree.pager().pageBytes());
    } catch (DbException.Corrupt e) {
      return pager(number).pageBytes(); // of a file that is no database: what a new one would get
    }
  }

  @Override
  public void pageBytes(int number, int bytes) {
    database(number).pageBytesForVacuum = bytes;
    pager(number).setPageSize(bytes, -1);
  }

  @Override
  public int cacheSize(int number) {
    Database database = database(number);
    if (database.cacheSize == null) {
      int stored = read(number, btree -> btree.meta(Btree.META_DEFAULT_CACHE_SIZE));
      return stored == 0 || stored == Integer.MIN_VALUE ? DEFAULT_CACHE_SIZE : Math.abs(stored);
    }
    return database.cacheSize;
  }

  @Override
  public void cacheSize(int number, int size) {
    Database database = database(number);
    database.cacheSize = size;
    btree(number);
    database.configure(settings);
  }

  private int cachePages(int number, int size) {
    return size >= 0
        ? size
        : (int) (-1024L * size / (pager(number).pageBytes() + PAGE_OVERHEAD_BYTES));
  }

  @Override
  public int spillPages(int number) {
    return Math.max(cachePages(number, cacheSize(number)), database(number).spillPages);
  }

  @Override
  public void spillPages(int number, int size) {
    if (size != 0) {
      Database database = database(number);
      database.spillPages = cachePages(number, size);
      database.configure(settings);
    }
  }

  @Override
  public int synchronous(int number) {
    btree(number);
    return database(number).synchronous;
  }

  @Override
  public void synchronous(int number, int level) {
    Database database = database(number);
    database.synchronous = level;
    database.configure(settings);
  }

  @Override
  public boolean isExclusive(int number) {
    return number < 0
        ? settings.exclusiveLocking
        : pager(number).isPrivate() || pager(number).isExclusiveLocking();
  }

  @Override
  public void exclusive(int number, boolean exclusive) {
    if (number >= 0) {
      pager(number).setExclusiveLocking(exclusive);
      return;
    }
    settings.exclusiveLocking = exclusive;
    for (int i = 0; i < session.databases().size(); i++) {
      if (i != Catalog.TEMP) {
        pager(i).setExclusiveLocking(exclusive);
      }
    }
  }

  @Override
  public int secureDelete(int number) {
    btree(number);
    return database(number).secureDelete;
  }

  @Override
  public void secureDelete(int number, int kind) {
    Database database = database(number);
    if (database.btree != null) {
      database.secureDelete = kind;
      database.configure(settings);
    }
  }

  @Override
  public long journalSizeLimit(int number) {
    btree(number);
    return database(number).journalSizeLimit;
  }

  @Override
  public void journalSizeLimit(int number, long bytes) {
    Database database = database(number);
    database.journalSizeLimit = bytes;
    database.configure(settings);
  }

  @Override
  public @Nullable Long mmapBytes(int number) {
    return pager(number).isPrivate() ? null : database(number).mmapBytes;
  }

  @Override
  public void mmapBytes(int number, long bytes) {
    long size = Math.max(0, bytes);
    if (number < 0) {
      settings.mmapBytes = size;
      session.databases().forEach(database -> database.mmapBytes = size);
    } else {
      database(number).mmapBytes = size;
    }
  }

  @Override
  public int autoVacuum(int number) {
    return read(number, btree -> btree.autoVacuum().ordinal());
  }

  @Override
  public void autoVacuum(int number, int mode) {
    database(number).autoVacuumForVacuum = AutoVacuum.values()[mode];
    read(
        number,
        btree -> {
          btree.setAutoVacuum(AutoVacuum.values()[mode]);
          return 0;
        });
  }

  /** The level that a number means: those above EXTRA are FULL. */
  static Synchronous level(int number) {
    return number >= 0 && number < Synchronous.values().length
        ? Synchronous.values()[number]
        : Synchronous.FULL;
  }
}
