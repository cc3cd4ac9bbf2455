package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.ext.Authorizer;
import tech.turso.ext.AuthorizerAction;
import tech.turso.schema.Catalog;
import tech.turso.schema.Table;

/**
 * Asks the connection's authorizer, if it has one, what a statement may do. Everything that
 * compiles asks here, and without an authorizer the answer costs a null check.
 *
 * <p>The order of the questions is SQLite's: the outermost query, all columns and functions by the
 * order of resolution, then the queries within and the tables that are named for nothing.
 *
 * <p>SQLite: auth.c.
 */
public final class Permissions {
  /** Nothing is forbidden. */
  public static final Permissions ALL = new Permissions(null);

  /** Thrown where the statement is to do nothing. */
  public static final class Ignored extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Ignored() {
      super(null, null, false, false);
    }
  }

  /** A question that waits until all columns of the outermost query are resolved. */
  private record Question(
      AuthorizerAction action,
      @Nullable String first,
      @Nullable String second,
      @Nullable String database,
      @Nullable String inside) {}

  private final @Nullable Authorizer authorizer;
  private final List<Question> waiting = new ArrayList<>();
  private @Nullable String inside;
  private int depth;
  private int suspended;

  /** Asks that authorizer. */
  public Permissions(@Nullable Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  /** Whether there is anybody to ask. */
  boolean areAsked() {
    return authorizer != null && suspended == 0;
  }

  /** Asks nobody until {@link #resume}: the connection resolves something for itself. */
  void suspend() {
    suspended++;
  }

  void resume() {
    suspended--;
  }

  /** Enters the text of a view or common table and returns where it was, for {@link #back}. */
  @Nullable String enter(String name) {
    String before = inside;
    inside = name;
    return before;
  }

  void back(@Nullable String before) {
    inside = before;
  }

  /**
   * Asks for something without which the statement does nothing.
   *
   * @throws DbException.Sql AUTH if it is denied
   * @throws Ignored if it is to be ignored
   */
  public void require(
      AuthorizerAction action,
      @Nullable String first,
      @Nullable String second,
      @Nullable String database) {
    if (!allows(action, first, second, database)) {
      throw new Ignored();
    }
  }

  /**
   * Asks for something that can be left out.
   *
   * @return false if it is to be ignored
   * @throws DbException.Sql AUTH if it is denied
   */
  public boolean allows(
      AuthorizerAction action,
      @Nullable String first,
      @Nullable String second,
      @Nullable String database) {
    return !areAsked() || isOk(ask(action, first, second, database, inside), "not authorized");
  }

  /** Asks for the call of a function, as {@link #allows}. */
  boolean allowsFunction(String name) {
    return !areAsked()
        || isOk(
            ask(AuthorizerAction.FUNCTION, null, name, null, inside),
            "not authorized to use function: " + name);
  }

  /** Asks for the reading of a column of a table or view, as {@link #allows}. */
  boolean allowsRead(Bound.Column column, Catalog catalog) {
    if (!areAsked()) {
      return true;
    }
    Source source = column.source();
    String relation = source.relationName();
    String database = source.schemaName;
    if (relation == null || database == null) {
      return true;
    }
    Table table = source.table();
    int index = column.column();
    boolean isRowid = index == Source.ROWID || table != null && index == table.rowidAlias();
    source.isRead |= !isRowid;
    if (index == Source.ROWID && table != null) {
      index = table.rowidAlias();
    }
    String name = index < 0 ? "ROWID" : source.offered().get(index).name();
    boolean qualified = catalog.size() > 2 || !database.equals("main");
    String denied =
        "access to " + (qualified ? database + "." : "") + relation + "." + name + " is prohibited";
    return isOk(ask(AuthorizerAction.READ, relation, name, database, inside), denied);
  }

  /** A query begins to be resolved; the outermost is asked for now, others when it ends. */
  void beginQuery(int arms) {
    if (depth++ == 0) {
      require(AuthorizerAction.SELECT, null, null, null);
    } else {
      await(AuthorizerAction.SELECT, null, null, null);
    }
    for (int i = 1; i < arms || arms > 1 && i == arms; i++) {
      await(AuthorizerAction.SELECT, null, null, null);
    }
  }

  /** The columns of a query are resolved: tables of which none is read are asked for later. */
  void unread(SelectQuery query) {
    if (areAsked()) {
      for (Source source : query.from) {
        if (source.relationName() != null && !source.isRead) {
          await(AuthorizerAction.READ, source.relationName(), "", source.writtenSchema);
        }
      }
    }
  }

  private void await(
      AuthorizerAction action,
      @Nullable String first,
      @Nullable String second,
      @Nullable String database) {
    waiting.add(new Question(action, first, second, database, inside));
  }

  /** A query is resolved; after the outermost the questions that waited are asked. */
  void endQuery() {
    if (--depth > 0) {
      return;
    }
    List<Question> questions = List.copyOf(waiting);
    waiting.clear();
    for (Question q : questions) {
      if (!isOk(ask(q.action, q.first, q.second, q.database, q.inside), "not authorized")
          && q.action == AuthorizerAction.SELECT) {
        throw new Ignored();
      }
    }
  }

  private Authorizer.Answer ask(
      AuthorizerAction action,
      @Nullable String first,
      @Nullable String second,
      @Nullable String database,
      @Nullable String within) {
    Authorizer asked = authorizer;
    if (asked == null) {
      return Authorizer.Answer.OK;
    }
    try {
      return asked.authorize(action, first, second, database, within);
    } catch (RuntimeException e) {
      return Authorizer.Answer.DENY;
    }
  }

  private static boolean isOk(Authorizer.Answer answer, String denied) {
    if (answer == Authorizer.Answer.DENY) {
      throw new DbException.Sql(ResultCode.AUTH, denied, -1);
    }
    return answer == Authorizer.Answer.OK;
  }
}
