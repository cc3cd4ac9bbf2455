package tech.turso.codegen;

import org.jspecify.annotations.Nullable;
import tech.turso.plan.Loop;
import tech.turso.plan.Source;
import tech.turso.schema.Index;
import tech.turso.schema.Table;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/** Opens the cursors of a join's sources; materialises subqueries or makes co-routines of them. */
final class SourceOpener {
  private final Emission emission;
  private final ProgramBuilder b;

  SourceOpener(Emission emission) {
    this.emission = emission;
    this.b = emission.builder();
  }

  /** Opens what {@code level} needs before the loops begin. */
  void open(Level level) {
    Source source = level.loop.source();
    if (source.query() != null) {
      openQuery(level, source);
    } else if (source.function() != null) {
      level.cursor = b.cursor();
      b.add(Op.V_OPEN, level.cursor, 0, 0, source.function().table(), 0);
    } else {
      openTable(level, source);
    }
  }

  private void openTable(Level level, Source source) {
    Table table = source.table();
    assert table != null;
    emission.uses(source.database(), false);
    Index index = level.loop.index();
    boolean onlyIndex =
        level.loop.kind() == Loop.Kind.INDEX
            && level.loop.isCovering()
            && index != null
            && !index.isTableItself()
            && source.join() != Source.Join.RIGHT
            && source.join() != Source.Join.FULL;
    boolean given = level.cursor >= 0;
    if (!onlyIndex && !given) {
      level.cursor = b.cursor();
      openTableCursor(level.cursor, table, source.database());
    }
    if (level.loop.kind() == Loop.Kind.INDEX) {
      openIndex(level, source);
    }
  }

  private void openTableCursor(int cursor, Table table, int database) {
    Index key = table.primaryKeyIndex();
    if (key != null) {
      b.add(
          Op.OPEN_READ,
          cursor,
          table.rootPage(),
          database,
          KeyInfos.of(emission.environment(), key),
          0);
    } else {
      b.add(Op.OPEN_READ, cursor, table.rootPage(), database, table.columns().size(), 0);
    }
    b.comment(table.name());
  }

  private void openIndex(Level level, Source source) {
    Index index = level.loop.index();
    assert index != null;
    if (index.isTableItself()) {
      level.indexCursor = level.cursor;
      return;
    }
    if (level.indexCursor >= 0) {
      return; // given
    }
    level.indexCursor = b.cursor();
    b.add(
        Op.OPEN_READ,
        level.indexCursor,
        index.rootPage(),
        source.database(),
        KeyInfos.of(emission.environment(), index),
        0);
    b.comment(index.name());
  }

  /** Opens the index of an arm of an OR; the table's cursor is open. */
  void openIndexOfArm(Level arm) {
    if (arm.loop.kind() == Loop.Kind.INDEX) {
      openIndex(arm, arm.loop.source());
    }
  }

  private void openQuery(Level level, Source source) {
    switch (emission.rows(source)) {
      case FromQueries.Rows.Coroutine rows -> {
        level.coroutine = rows.register();
        level.coroutineStart = rows.start();
        emission.access(source, new Access.InRegisters(rows.first()));
      }
      case FromQueries.Rows.Kept rows -> level.cursor = rows.cursor();
    }
  }

  /** Says where the columns of the level's source are, now that its loop has begun. */
  void access(Level level) {
    Source source = level.loop.source();
    if (level.loop.kind() == Loop.Kind.AUTO_INDEX || level.coroutine != 0) {
      return; // said already
    }
    if (source.function() != null) {
      emission.access(source, new Access.OnVirtual(level.cursor));
    } else if (source.query() != null) {
      emission.access(source, new Access.OnEphemeral(level.cursor));
    } else if (level.cursor < 0) {
      Index index = level.loop.index();
      assert index != null;
      emission.access(source, new Access.OnIndex(level.indexCursor, index));
    } else {
      @Nullable Index index = level.loop.index();
      emission.access(source, new Access.OnTable(level.cursor, level.indexCursor, index));
    }
  }

  /** The access through the table's own cursor alone. */
  Access plainAccess(Level level) {
    return level.loop.source().query() != null
        ? new Access.OnEphemeral(level.cursor)
        : new Access.OnTable(level.cursor, -1, null);
  }

  /** Makes the row of a co-routine one of NULLs. */
  void nullRegisters(Level level) {
    Source source = level.loop.source();
    if (emission.access(source) instanceof Access.InRegisters in && source.query() != null) {
      int n = source.query().columns().size();
      b.add(Op.NULL, 0, in.first(), in.first() + n - 1);
    }
  }
}
