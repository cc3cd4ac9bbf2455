package tech.turso.plan;

import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.sql.ast.Statement;

/**
 * What is parsed and not executed yet: the one place of these errors. They are raised while a
 * statement is compiled, before anything is changed.
 */
public final class Unsupported {
  private Unsupported() {}

  /** The error for something that is written like {@code what}, or described by it. */
  public static DbException.Sql error(String what) {
    return error(what, -1);
  }

  /** The same, for what begins at {@code position} of the text. */
  static DbException.Sql error(String what, int position) {
    return new DbException.Sql(ResultCode.ERROR, what + " is not supported yet", position);
  }

  /** The words of a statement that is not executed; null if it is. */
  public static @Nullable String words(Statement statement) {
    return switch (statement) {
      case Statement.Query s -> null;
      case Statement.Insert s -> null;
      case Statement.Update s -> null;
      case Statement.Delete s -> null;
      case Statement.CreateTable s -> null;
      case Statement.CreateTableAs s -> null;
      case Statement.CreateView s -> null;
      case Statement.CreateIndex s -> null;
      case Statement.CreateTrigger s -> "CREATE TRIGGER";
      case Statement.CreateVirtualTable s -> null;
      case Statement.Drop s -> null;
      case Statement.AlterTable s -> words(s.action());
      case Statement.Begin s ->
          s.kind() == Statement.TransactionKind.CONCURRENT ? "BEGIN CONCURRENT" : null;
      case Statement.Commit s -> null;
      case Statement.Rollback s -> null;
      case Statement.Savepoint s -> null;
      case Statement.Release s -> null;
      case Statement.Attach s -> "ATTACH";
      case Statement.Detach s -> "DETACH";
      case Statement.Pragma s -> null;
      case Statement.Analyze s -> "ANALYZE";
      case Statement.Reindex s -> null;
      case Statement.Vacuum s -> s.into() == null ? "VACUUM" : "VACUUM INTO";
      case Statement.Explain s -> words(s.statement());
    };
  }

  private static @Nullable String words(Statement.AlterAction action) {
    return switch (action) {
      case Statement.AlterAction.RenameTable a -> "ALTER TABLE RENAME TO";
      case Statement.AlterAction.RenameColumn a -> "ALTER TABLE RENAME COLUMN";
      case Statement.AlterAction.AddColumn a -> null;
      case Statement.AlterAction.DropColumn a -> "ALTER TABLE DROP COLUMN";
      case Statement.AlterAction.AddCheck a -> "ALTER TABLE ADD CONSTRAINT";
      case Statement.AlterAction.DropConstraint a -> "ALTER TABLE DROP CONSTRAINT";
      case Statement.AlterAction.SetNotNull a -> "ALTER TABLE ALTER COLUMN SET NOT NULL";
      case Statement.AlterAction.DropNotNull a -> "ALTER TABLE ALTER COLUMN DROP NOT NULL";
    };
  }
}
