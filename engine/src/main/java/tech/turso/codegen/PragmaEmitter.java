package tech.turso.codegen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.schema.Catalog;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.Statement;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.Program;

/**
 * Emits PRAGMA. A pragma that is not in the table {@link Pragma} is a statement that does nothing.
 * Each family of them has a class of its own, which does at once what concerns the connection and
 * emits instructions for what concerns a file.
 *
 * <p>Source: SQLite, "Pragma statements". SQLite: pragma.c sqlite3Pragma.
 */
public final class PragmaEmitter {
  private final Emission emission;
  private final PragmaHost host;

  /** Emits into {@code emission} for a connection. */
  public PragmaEmitter(Emission emission, PragmaHost host) {
    this.emission = emission;
    this.host = host;
  }

  /** Whether the schemas must be readable for that statement. */
  public static boolean needsSchema(Statement.Pragma statement) {
    Pragma pragma = Pragma.named(statement.name().name().text());
    return pragma != null
        && (pragma.is(Pragma.Trait.NEEDS_SCHEMA)
            || pragma == Pragma.ENCODING && statement.value() == null);
  }

  /**
   * Emits the statement.
   *
   * @return the columns of its rows
   * @throws DbException.Sql "unknown database"
   */
  public List<Program.Column> emit(Statement.Pragma statement) {
    @Nullable String schemaName = SchemaNames.text(statement.name().schema());
    int database =
        schemaName == null ? Catalog.MAIN : emission.environment().catalog().number(schemaName);
    if (database < 0) {
      throw new DbException.Sql("unknown database " + written(statement.name().schema()));
    }
    Pragma pragma = Pragma.named(statement.name().name().text());
    if (pragma == null) {
      return List.of();
    }
    emit(new PragmaCall(emission, host, pragma, schemaName, database, statement.value()));
    return pragma.hasColumns(statement.value() != null) ? columns(pragma) : List.of();
  }

  /** A name as it stands in the text, with its quotes. */
  private String written(@Nullable Name name) {
    assert name != null;
    return name.start() < 0
        ? name.text()
        : emission.environment().sql().substring(name.start(), name.end());
  }

  private static List<Program.Column> columns(Pragma pragma) {
    List<Program.Column> columns = new ArrayList<>();
    for (String name : pragma.columns()) {
      columns.add(new Program.Column(name, null, null, null, null));
    }
    return columns;
  }

  private void emit(PragmaCall call) {
    if (call.pragma().family() != Pragma.Family.HEADER) {
      // What it gives was found while it was compiled: the next run compiles it again.
      emission.builder().add(Op.EXPIRE, 1, 1);
    }
    switch (call.pragma().family()) {
      case SCHEMA -> SchemaPragmas.emit(call);
      case HEADER -> HeaderPragmas.emit(call);
      case STORAGE -> StoragePragmas.emit(call);
      case FLAG -> FlagPragmas.emit(call);
      case LIMIT -> LimitPragmas.emit(call);
      case LISTING -> ListingPragmas.emit(call);
      case INTEGRITY -> IntegrityEmitter.emit(call);
      case FOREIGN_KEY_CHECK -> ForeignKeyCheck.emit(call);
      case OPTIMIZE -> OptimizePragma.emit(call);
    }
  }
}
