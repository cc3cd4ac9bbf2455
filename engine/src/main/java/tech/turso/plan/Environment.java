package tech.turso.plan;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.base.TextEncoding;
import tech.turso.ext.VirtualTable;
import tech.turso.func.FunctionRegistry;
import tech.turso.schema.Catalog;
import tech.turso.sql.ast.Select;
import tech.turso.value.Collation;

/** What the compilation of one statement can see: schemas, functions, collations. */
public final class Environment {
  private final Catalog catalog;
  private final FunctionRegistry functions;
  private final Function<String, @Nullable Collation> userCollations;
  private final Function<String, @Nullable VirtualTable> tableFunctions;
  private final Set<ConnectionFlag> flags;
  private final String sql;
  private final @Nullable String home;
  private final Permissions permissions;
  private final Expansion expansion;
  private final Map<String, Collation> collations = new HashMap<>();
  private int queries;
  private boolean numbered;
  private Set<Rewriter.Rule> rules = EnumSet.allOf(Rewriter.Rule.class);
  private final Map<Select.CommonTable, CommonUse> commonUses = new IdentityHashMap<>();

  /**
   * Takes the services.
   *
   * @param userCollations collations that the program registered, by folded name
   * @param tableFunctions table-valued functions by folded name
   * @param flags what is on
   * @param sql text of the statement, from which names of columns are taken
   * @param permissions what the statement may do
   */
  public Environment(
      Catalog catalog,
      FunctionRegistry functions,
      Function<String, @Nullable Collation> userCollations,
      Function<String, @Nullable VirtualTable> tableFunctions,
      Set<ConnectionFlag> flags,
      String sql,
      Permissions permissions) {
    this(
        catalog,
        functions,
        userCollations,
        tableFunctions,
        flags,
        sql,
        permissions,
        null,
        new Expansion());
  }

  private Environment(
      Catalog catalog,
      FunctionRegistry functions,
      Function<String, @Nullable Collation> userCollations,
      Function<String, @Nullable VirtualTable> tableFunctions,
      Set<ConnectionFlag> flags,
      String sql,
      Permissions permissions,
      @Nullable String home,
      Expansion expansion) {
    this.catalog = catalog;
    this.functions = functions;
    this.userCollations = userCollations;
    this.tableFunctions = tableFunctions;
    this.flags = flags;
    this.sql = sql;
    this.permissions = permissions;
    this.home = home;
    this.expansion = expansion;
  }

  /** The same services for the text of a view in that database. */
  Environment forView(String text, int database) {
    String name = database == Catalog.TEMP ? null : catalog.schema(database).databaseName();
    Environment other =
        new Environment(
            catalog,
            functions,
            userCollations,
            tableFunctions,
            flags,
            text,
            permissions,
            name,
            expansion);
    other.queries = queries;
    return other;
  }

  /** Goes on numbering queries where {@code other} stopped. */
  void continueAfter(Environment other) {
    queries = other.queries;
  }

  /** What the statement may do. */
  public Permissions permissions() {
    return permissions;
  }

  /** The schemas. */
  public Catalog catalog() {
    return catalog;
  }

  /** The functions. */
  public FunctionRegistry functions() {
    return functions;
  }

  /** The encoding of the main database, which is that of all. */
  public TextEncoding encoding() {
    return catalog.schema(Catalog.MAIN).encoding();
  }

  /**
   * The database in which names without one are looked up; null for all. A view of a file means the
   * tables of its file, whatever tables a connection has in its temporary database. SQLite:
   * attach.c sqlite3FixSrcList.
   */
  @Nullable String home() {
    return home;
  }

  /** Whether a flag of the connection is on. */
  public boolean isOn(ConnectionFlag flag) {
    return flags.contains(flag);
  }

  /** What the statement's tables and views have grown to. */
  Expansion expansion() {
    return expansion;
  }

  /** The statement's text. */
  public String sql() {
    return sql;
  }

  /** The table-valued function of that name. */
  public @Nullable VirtualTable tableFunction(String name) {
    return tableFunctions.apply(Ascii.fold(name));
  }

  /** BINARY in the encoding of the databases. */
  public Collation binary() {
    return Collation.binary(encoding());
  }

  /** Whether there is a collation of that name. */
  public boolean hasCollation(String name) {
    return userCollations.apply(Ascii.fold(name)) != null
        || Collation.builtIn(name, encoding()) != null;
  }

  /**
   * The collation of that name.
   *
   * @throws DbException.Sql "no such collation sequence"
   */
  public Collation collation(String name) {
    Collation known = collations.get(name);
    if (known != null) {
      return known;
    }
    Collation found = userCollations.apply(Ascii.fold(name));
    if (found == null) {
      found = Collation.builtIn(name, encoding());
    }
    if (found == null) {
      throw new DbException.Sql(
          ResultCode.ERROR_MISSING_COLLSEQ, "no such collation sequence: " + name, -1);
    }
    collations.put(name, found);
    return found;
  }

  /** How a common table is used, one time more. */
  CommonUse use(Select.CommonTable table) {
    CommonUse use = commonUses.computeIfAbsent(table, t -> new CommonUse(t.materialized()));
    use.uses++;
    return use;
  }

  /** The rules by which queries are simplified: all, but for those that a test leaves out. */
  public Set<Rewriter.Rule> rules() {
    return rules;
  }

  /** Leaves out some rules. */
  public void rules(Set<Rewriter.Rule> followed) {
    rules = followed;
  }

  /** Says how many queries the statement's text has, which have numbers of their own. */
  public void numbered(int count) {
    queries = count;
    numbered = true;
  }

  /** The number of a query: that of its text, or in a view a new one. */
  int queryId(Select.Core core) {
    return numbered ? core.number() : nextQueryId();
  }

  /** A new number for a query of this statement. */
  int nextQueryId() {
    return ++queries;
  }
}
