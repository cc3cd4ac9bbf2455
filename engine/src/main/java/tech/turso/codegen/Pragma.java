package tech.turso.codegen;

import static tech.turso.codegen.Pragma.Trait.NEEDS_SCHEMA;
import static tech.turso.codegen.Pragma.Trait.NO_COLUMNS;
import static tech.turso.codegen.Pragma.Trait.NO_COLUMNS_WITH_VALUE;
import static tech.turso.codegen.Pragma.Trait.QUERY;
import static tech.turso.codegen.Pragma.Trait.QUERY_WITH_VALUE;
import static tech.turso.codegen.Pragma.Trait.SCHEMA_CHOOSES;
import static tech.turso.codegen.Pragma.Trait.SCHEMA_NARROWS;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;

/**
 * The table of all pragmas, in the order that {@code PRAGMA pragma_list} gives: for each the family
 * that does it, the names of its columns ("" for its own name alone), and its traits. The name in
 * SQL is the constant's in lower case.
 *
 * <p>SQLite: tool/mkpragmatab.tcl.
 */
public enum Pragma {
  ANALYSIS_LIMIT(Family.LIMIT, "", QUERY),
  APPLICATION_ID(Family.HEADER, "", QUERY, NO_COLUMNS_WITH_VALUE),
  AUTO_VACUUM(Family.STORAGE, "", NEEDS_SCHEMA, QUERY, SCHEMA_CHOOSES, NO_COLUMNS_WITH_VALUE),
  AUTOMATIC_INDEX(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE),
  BUSY_TIMEOUT(Family.LIMIT, "timeout", QUERY),
  CACHE_SIZE(Family.STORAGE, "", NEEDS_SCHEMA, QUERY, SCHEMA_CHOOSES, NO_COLUMNS_WITH_VALUE),
  CACHE_SPILL(Family.STORAGE, "", QUERY, SCHEMA_CHOOSES, NO_COLUMNS_WITH_VALUE),
  CASE_SENSITIVE_LIKE(Family.FLAG, "", NO_COLUMNS),
  CELL_SIZE_CHECK(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE),
  CHECKPOINT_FULLFSYNC(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE),
  COLLATION_LIST(Family.LISTING, "seq name", QUERY),
  COMPILE_OPTIONS(Family.LISTING, "", QUERY),
  COUNT_CHANGES(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE),
  DATA_VERSION(Family.HEADER, "", QUERY),
  DATABASE_LIST(Family.LISTING, "seq name file", QUERY),
  DEFAULT_CACHE_SIZE(
      Family.HEADER, "cache_size", NEEDS_SCHEMA, QUERY, SCHEMA_CHOOSES, NO_COLUMNS_WITH_VALUE),
  DEFER_FOREIGN_KEYS(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE),
  EMPTY_RESULT_CALLBACKS(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE),
  ENCODING(Family.STORAGE, "", QUERY, NO_COLUMNS_WITH_VALUE),
  FOREIGN_KEY_CHECK(
      Family.FOREIGN_KEY_CHECK,
      "table rowid parent fkid",
      NEEDS_SCHEMA,
      QUERY,
      QUERY_WITH_VALUE,
      SCHEMA_NARROWS),
  FOREIGN_KEY_LIST(
      Family.SCHEMA,
      "id seq table from to on_update on_delete match",
      NEEDS_SCHEMA,
      QUERY_WITH_VALUE,
      SCHEMA_NARROWS),
  FOREIGN_KEYS(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE),
  FREELIST_COUNT(Family.HEADER, "", QUERY),
  FULL_COLUMN_NAMES(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE),
  FULLFSYNC(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE),
  FUNCTION_LIST(Family.LISTING, "name builtin type enc narg flags", QUERY),
  HARD_HEAP_LIMIT(Family.LIMIT, "", QUERY),
  IGNORE_CHECK_CONSTRAINTS(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE),
  INCREMENTAL_VACUUM(Family.STORAGE, "", NEEDS_SCHEMA, NO_COLUMNS),
  INDEX_INFO(Family.SCHEMA, "seqno cid name", NEEDS_SCHEMA, QUERY_WITH_VALUE, SCHEMA_NARROWS),
  INDEX_LIST(
      Family.SCHEMA,
      "seq name unique origin partial",
      NEEDS_SCHEMA,
      QUERY_WITH_VALUE,
      SCHEMA_NARROWS),
  INDEX_XINFO(
      Family.SCHEMA,
      "seqno cid name desc coll key",
      NEEDS_SCHEMA,
      QUERY_WITH_VALUE,
      SCHEMA_NARROWS),
  INTEGRITY_CHECK(Family.INTEGRITY, "", NEEDS_SCHEMA, QUERY, QUERY_WITH_VALUE, SCHEMA_NARROWS),
  JOURNAL_MODE(Family.STORAGE, "", NEEDS_SCHEMA, QUERY, SCHEMA_CHOOSES),
  JOURNAL_SIZE_LIMIT(Family.STORAGE, "", QUERY, SCHEMA_CHOOSES),
  LEGACY_ALTER_TABLE(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE),
  LOCKING_MODE(Family.STORAGE, "", QUERY, SCHEMA_CHOOSES),
  MAX_PAGE_COUNT(Family.STORAGE, "", NEEDS_SCHEMA, QUERY, SCHEMA_CHOOSES),
  MMAP_SIZE(Family.STORAGE, ""),
  MODULE_LIST(Family.LISTING, "name", QUERY),
  OPTIMIZE(Family.OPTIMIZE, "", NEEDS_SCHEMA, QUERY_WITH_VALUE),
  PAGE_COUNT(Family.STORAGE, "", NEEDS_SCHEMA, QUERY, SCHEMA_CHOOSES),
  PAGE_SIZE(Family.STORAGE, "", QUERY, SCHEMA_CHOOSES, NO_COLUMNS_WITH_VALUE),
  PRAGMA_LIST(Family.LISTING, "name", QUERY),
  QUERY_ONLY(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE),
  QUICK_CHECK(Family.INTEGRITY, "", NEEDS_SCHEMA, QUERY, QUERY_WITH_VALUE, SCHEMA_NARROWS),
  READ_UNCOMMITTED(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE),
  RECURSIVE_TRIGGERS(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE),
  REVERSE_UNORDERED_SELECTS(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE),
  SCHEMA_VERSION(Family.HEADER, "", QUERY, NO_COLUMNS_WITH_VALUE),
  SECURE_DELETE(Family.STORAGE, "", QUERY),
  SHORT_COLUMN_NAMES(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE),
  SHRINK_MEMORY(Family.LIMIT, "", NO_COLUMNS),
  SOFT_HEAP_LIMIT(Family.LIMIT, "", QUERY),
  SYNCHRONOUS(Family.STORAGE, "", NEEDS_SCHEMA, QUERY, SCHEMA_CHOOSES, NO_COLUMNS_WITH_VALUE),
  TABLE_INFO(
      Family.SCHEMA,
      "cid name type notnull dflt_value pk",
      NEEDS_SCHEMA,
      QUERY_WITH_VALUE,
      SCHEMA_NARROWS),
  TABLE_LIST(Family.LISTING, "schema name type ncol wr strict", NEEDS_SCHEMA, QUERY_WITH_VALUE),
  TABLE_XINFO(
      Family.SCHEMA,
      "cid name type notnull dflt_value pk hidden",
      NEEDS_SCHEMA,
      QUERY_WITH_VALUE,
      SCHEMA_NARROWS),
  TEMP_STORE(Family.STORAGE, "", QUERY, NO_COLUMNS_WITH_VALUE),
  TEMP_STORE_DIRECTORY(Family.STORAGE, "", NO_COLUMNS_WITH_VALUE),
  THREADS(Family.LIMIT, "", QUERY),
  TRUSTED_SCHEMA(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE),
  USER_VERSION(Family.HEADER, "", QUERY, NO_COLUMNS_WITH_VALUE),
  WAL_AUTOCHECKPOINT(Family.LIMIT, ""),
  WAL_CHECKPOINT(Family.STORAGE, "busy log checkpointed", NEEDS_SCHEMA),
  WRITABLE_SCHEMA(Family.FLAG, "", QUERY, NO_COLUMNS_WITH_VALUE);

  /** Which class emits a pragma: {@link PragmaEmitter} has the list. */
  enum Family {
    /** Describe tables, views and indexes. */
    SCHEMA,
    /** Fields of the file's header. */
    HEADER,
    /** How a database is stored. */
    STORAGE,
    /** On or off, for the connection. */
    FLAG,
    /** Numbers for the connection. */
    LIMIT,
    /** What there is. */
    LISTING,
    FOREIGN_KEY_CHECK,
    INTEGRITY,
    OPTIMIZE
  }

  /** What is special about a pragma. */
  public enum Trait {
    /** The schema must be readable. */
    NEEDS_SCHEMA,
    /** It has no result columns. */
    NO_COLUMNS,
    /** It has none if a value is given. */
    NO_COLUMNS_WITH_VALUE,
    /** Without a value it is a query, so there is a table-valued function {@code pragma_NAME}. */
    QUERY,
    /** With a value it is a query, which is the argument of {@code pragma_NAME}. */
    QUERY_WITH_VALUE,
    /** A schema's name narrows the search for a table or index. */
    SCHEMA_NARROWS,
    /** A schema's name chooses the database; main if there is none. */
    SCHEMA_CHOOSES
  }

  private static final Map<String, Pragma> BY_NAME = new HashMap<>();

  static {
    for (Pragma pragma : values()) {
      BY_NAME.put(pragma.sqlName, pragma);
    }
  }

  private final String sqlName;
  private final Family family;
  private final List<String> columns;
  private final Set<Trait> traits = EnumSet.noneOf(Trait.class);

  Pragma(Family family, String columns, Trait... traits) {
    this.sqlName = Ascii.fold(name());
    this.family = family;
    this.columns = columns.isEmpty() ? List.of(sqlName) : List.of(columns.split(" "));
    this.traits.addAll(Arrays.asList(traits));
  }

  /** The pragma of that name, in any case; null if there is none. */
  public static @Nullable Pragma named(String name) {
    return BY_NAME.get(Ascii.fold(name));
  }

  /** Its name. */
  public String sqlName() {
    return sqlName;
  }

  /** Which class emits it. */
  Family family() {
    return family;
  }

  /** The names of its columns where it has any. */
  public List<String> columns() {
    return columns;
  }

  /** Whether it has that trait. */
  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** Whether a statement with, or without, a value has result columns. */
  boolean hasColumns(boolean withValue) {
    return !is(NO_COLUMNS) && !(withValue && is(NO_COLUMNS_WITH_VALUE));
  }

  /** Whether there is a table-valued function {@code pragma_NAME}. */
  public boolean isQuery() {
    return is(QUERY) || is(QUERY_WITH_VALUE);
  }
}
