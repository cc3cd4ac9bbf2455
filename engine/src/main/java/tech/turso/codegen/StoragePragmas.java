package tech.turso.codegen;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.base.TextEncoding;
import tech.turso.plan.ConnectionFlag;
import tech.turso.schema.Catalog;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/** The pragmas about how a database is stored: pages, journal, cache, locks, encoding. */
final class StoragePragmas {
  private static final int META_LARGEST_ROOT = 4;
  private static final int META_INCREMENTAL_VACUUM = 7;
  private static final long MAX_PAGE_COUNT = 0xfffffffeL;

  /** In the order of {@link Op#JOURNAL_MODE}'s numbers. */
  private static final List<String> JOURNAL_MODES =
      List.of("delete", "persist", "off", "truncate", "memory", "wal");

  private final PragmaCall call;
  private final PragmaHost host;
  private final ProgramBuilder b;
  private final int database;

  private StoragePragmas(PragmaCall call) {
    this.call = call;
    this.host = call.host();
    this.b = call.builder();
    this.database = call.database();
  }

  static void emit(PragmaCall call) {
    StoragePragmas p = new StoragePragmas(call);
    @Nullable String value = call.value();
    switch (call.pragma()) {
      case AUTO_VACUUM -> p.autoVacuum(value);
      case CACHE_SIZE -> p.cacheSize(value);
      case CACHE_SPILL -> p.cacheSpill(value);
      case ENCODING -> p.encoding(value);
      case INCREMENTAL_VACUUM -> p.incrementalVacuum(value);
      case JOURNAL_MODE -> p.journalMode(value);
      case JOURNAL_SIZE_LIMIT -> p.journalSizeLimit(value);
      case LOCKING_MODE -> p.lockingMode(value);
      case MAX_PAGE_COUNT -> p.maxPageCount(value);
      case MMAP_SIZE -> p.mmapSize(value);
      case PAGE_COUNT -> p.pageCount();
      case PAGE_SIZE -> p.pageSize(value);
      case SECURE_DELETE -> p.secureDelete(value);
      case SYNCHRONOUS -> p.synchronous(value);
      case TEMP_STORE -> p.tempStore(value);
      case TEMP_STORE_DIRECTORY -> p.tempStoreDirectory(value);
      case WAL_CHECKPOINT -> p.checkpoint(value);
      default -> throw new AssertionError(call.pragma());
    }
  }

  private boolean namesSchema() {
    return call.schemaName() != null;
  }

  // ---- pages ----

  private void pageSize(@Nullable String value) {
    if (value == null) {
      call.row(host.pageBytes(database));
    } else {
      host.pageBytes(database, PragmaValue.integer(value));
    }
  }

  private void pageCount() {
    call.usesDatabase(false);
    int count = b.register();
    b.add(Op.PAGECOUNT, database, count);
    b.add(Op.RESULT_ROW, count, 1);
  }

  private void maxPageCount(@Nullable String value) {
    @Nullable Long wanted = value == null ? null : PragmaValue.wholeLong(value);
    long n = wanted == null ? 0 : Math.clamp(wanted, 0, MAX_PAGE_COUNT);
    call.usesDatabase(false);
    int count = b.register();
    b.add(Op.MAX_PGCNT, database, count, (int) Math.min(n, Integer.MAX_VALUE));
    b.add(Op.RESULT_ROW, count, 1);
  }

  private void secureDelete(@Nullable String value) {
    if (value != null) {
      int kind = Ascii.equalsIgnoreCase(value, "fast") ? 2 : PragmaValue.isOn(value, false) ? 1 : 0;
      if (namesSchema()) {
        host.secureDelete(database, kind);
      } else {
        for (int i = 0; i < call.catalog().size(); i++) {
          host.secureDelete(i, kind);
        }
      }
    }
    call.row(host.secureDelete(database));
  }

  private void encoding(@Nullable String value) {
    if (value == null) {
      call.row(
          (Object)
              switch (call.emission().environment().encoding()) {
                case UTF8 -> "UTF-8";
                case UTF16LE -> "UTF-16le";
                case UTF16BE -> "UTF-16be";
              });
      return;
    }
    switch (Ascii.fold(value)) {
      case "utf-8", "utf8" -> host.encoding(TextEncoding.UTF8);
      case "utf-16", "utf16", "utf-16le", "utf16le" -> host.encoding(TextEncoding.UTF16LE);
      case "utf-16be", "utf16be" -> host.encoding(TextEncoding.UTF16BE);
      default -> {
        if (host.isEncodingFree()) {
          throw new DbException.Sql("unsupported encoding: " + value);
        }
      }
    }
  }

  // ---- vacuum ----

  private void autoVacuum(@Nullable String value) {
    if (value == null) {
      call.row(host.autoVacuum(database));
      return;
    }
    int mode =
        switch (Ascii.fold(value)) {
          case "none" -> 0;
          case "full" -> 1;
          case "incremental" -> 2;
          default -> PragmaValue.integer(value);
        };
    mode = mode < 0 || mode > 2 ? 0 : mode;
    host.autoVacuum(database, mode);
    if (mode == 0 || host.autoVacuum(database) == 0) {
      return;
    }
    call.usesDatabase(true);
    int root = b.register();
    int end = b.label();
    b.add(Op.READ_COOKIE, database, root, META_LARGEST_ROOT);
    b.add(Op.IF_NOT, root, end, 1);
    b.add(Op.SET_COOKIE, database, META_INCREMENTAL_VACUUM, mode - 1);
    b.resolve(end);
  }

  private void incrementalVacuum(@Nullable String value) {
    int steps = value == null ? 0 : PragmaValue.integer(value);
    call.usesDatabase(true);
    int left = b.register();
    int end = b.label();
    b.add(Op.INTEGER, steps <= 0 ? Integer.MAX_VALUE : steps, left);
    int loop = b.add(Op.INCR_VACUUM, database, end);
    b.add(Op.ADD_IMM, left, -1);
    b.add(Op.IF_POS, left, loop);
    b.resolve(end);
  }

  // ---- cache ----

  private void cacheSize(@Nullable String value) {
    if (value == null) {
      call.row(host.cacheSize(database));
    } else {
      host.cacheSize(database, PragmaValue.integer(value));
    }
  }

  private void cacheSpill(@Nullable String value) {
    if (value == null) {
      call.row(host.isOn(ConnectionFlag.CACHE_SPILL) ? host.spillPages(database) : 0);
      return;
    }
    int size = PragmaValue.integerOr(value, 1);
    if (size != 1 || PragmaValue.integerOr(value, 0) == 1) {
      host.spillPages(database, size);
    }
    host.turn(ConnectionFlag.CACHE_SPILL, PragmaValue.isOn(value, size != 0));
  }

  private void mmapSize(@Nullable String value) {
    if (value != null) {
      host.mmapBytes(namesSchema() ? database : -1, PragmaValue.longPrefix(value));
    }
    @Nullable Long bytes = host.mmapBytes(database);
    if (bytes != null) {
      call.row(bytes);
    }
  }

  private void tempStore(@Nullable String value) {
    if (value == null) {
      call.row(host.tempStore());
      return;
    }
    char first = value.isEmpty() ? ' ' : value.charAt(0);
    int kind = first >= '0' && first <= '2' ? first - '0' : 0;
    if (Ascii.equalsIgnoreCase(value, "file")) {
      kind = 1;
    } else if (Ascii.equalsIgnoreCase(value, "memory")) {
      kind = 2;
    }
    host.tempStore(kind);
  }

  private void tempStoreDirectory(@Nullable String value) {
    if (value != null) {
      host.tempStoreDirectory(value);
    } else if (!host.tempStoreDirectory().isEmpty()) {
      call.row((Object) host.tempStoreDirectory());
    }
  }

  // ---- journal and locks ----

  private void journalMode(@Nullable String value) {
    int mode = -1;
    for (int i = 0; value != null && i < JOURNAL_MODES.size() && mode < 0; i++) {
      // Any beginning of a name will do, as in SQLite.
      if (Ascii.startsWithIgnoreCase(JOURNAL_MODES.get(i), value)) {
        mode = i;
      }
    }
    int result = b.register();
    boolean all = !namesSchema() && mode >= 0;
    for (int i = call.catalog().size() - 1; i >= 0; i--) {
      if (i == database || all && host.isOpen(i)) {
        call.emission().uses(i, false);
        b.add(Op.JOURNAL_MODE, i, result, mode);
      }
    }
    b.add(Op.RESULT_ROW, result, 1);
  }

  private void journalSizeLimit(@Nullable String value) {
    if (value != null) {
      host.journalSizeLimit(database, Math.max(-1, PragmaValue.longPrefix(value)));
    }
    call.row(host.journalSizeLimit(database));
  }

  private void lockingMode(@Nullable String value) {
    boolean exclusive = value != null && Ascii.equalsIgnoreCase(value, "exclusive");
    boolean sets = exclusive || value != null && Ascii.equalsIgnoreCase(value, "normal");
    if (sets) {
      host.exclusive(namesSchema() ? database : -1, exclusive);
    }
    boolean asksDefault = !namesSchema() && !sets;
    boolean result = host.isExclusive(asksDefault ? -1 : database);
    call.row((Object) (result ? "exclusive" : "normal"));
  }

  private void synchronous(@Nullable String value) {
    if (value == null) {
      call.row(host.synchronous(database));
    } else if (!host.isAutocommit()) {
      throw new DbException.Sql("Safety level may not be changed inside a transaction");
    } else if (database != Catalog.TEMP) {
      host.synchronous(database, Math.max(0, (PragmaValue.level(value, 1) + 1 & 7) - 1));
    }
  }

  private void checkpoint(@Nullable String value) {
    int mode =
        switch (value == null ? "" : Ascii.fold(value)) {
          case "full" -> 1;
          case "restart" -> 2;
          case "truncate" -> 3;
          case "noop" -> -1;
          default -> 0;
        };
    int first = b.registers(3);
    b.add(Op.CHECKPOINT, namesSchema() ? database : -1, mode, first);
    b.add(Op.RESULT_ROW, first, 3);
  }
}
