package tech.turso.testing.func;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import tech.turso.base.DbException;
import tech.turso.base.Limits;
import tech.turso.base.Randomness;
import tech.turso.base.TextEncoding;
import tech.turso.datetime.DateFunctions;
import tech.turso.func.AggregateBody;
import tech.turso.func.CallContext;
import tech.turso.func.FunctionCatalog;
import tech.turso.func.FunctionDef;
import tech.turso.func.FunctionHost;
import tech.turso.func.FunctionRegistry;
import tech.turso.value.Collation;
import tech.turso.value.Register;

/** This engine's functions, called without statements; an error is its message after "ERROR ". */
final class Engine {
  /** All functions that the engine has. */
  static final FunctionCatalog CATALOG = FunctionCatalog.CORE.with(DateFunctions.all());

  private static final FunctionRegistry REGISTRY = new FunctionRegistry(CATALOG);

  private Engine() {}

  static String function(String name, List<Cell> args) {
    try {
      FunctionDef function = REGISTRY.resolve(name, args.size(), -1);
      CallContext c = new CallContext(new Host(), Collation.BINARY);
      Register[] registers = registers(args);
      Register result = new Register();
      c.begin(registers, 1, args.size(), result);
      function.scalar().call(c);
      return Cell.of(result).toString();
    } catch (DbException e) {
      return "ERROR " + e.text();
    }
  }

  /** The value of an aggregate over rows of arguments. */
  static String aggregate(String name, int args, List<List<Cell>> rows) {
    try {
      AggregateBody body = REGISTRY.resolve(name, args, -1).aggregate();
      CallContext c = new CallContext(new Host(), Collation.BINARY);
      Register result = new Register();
      Object state = body.newState();
      for (List<Cell> row : rows) {
        c.begin(registers(row), 1, args, result);
        body.step(c, state);
      }
      c.begin(new Register[0], 0, 0, result);
      body.finish(c, state);
      return Cell.of(result).toString();
    } catch (DbException e) {
      return "ERROR " + e.text();
    }
  }

  /** The values of an aggregate over each row and the {@code preceding} ones before it. */
  static List<String> sliding(String name, int args, List<List<Cell>> rows, int preceding) {
    AggregateBody body = REGISTRY.resolve(name, args, -1).aggregate();
    CallContext c = new CallContext(new Host(), Collation.BINARY);
    Object state = body.newState();
    List<String> values = new java.util.ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Register result = new Register();
      c.begin(registers(rows.get(i)), 1, args, result);
      body.step(c, state);
      c.begin(new Register[0], 0, 0, result);
      try {
        body.value(c, state);
        values.add(Cell.of(result).toString());
      } catch (DbException e) {
        values.add("ERROR " + e.text());
      }
      if (i >= preceding) { // before the next row comes, as in SQLite
        c.begin(registers(rows.get(i - preceding)), 1, args, result);
        body.inverse(c, state);
      }
    }
    return values;
  }

  /** The arguments from index 1 on, as a slice. */
  private static Register[] registers(List<Cell> args) {
    Register[] registers = new Register[args.size() + 2];
    for (int i = 0; i < registers.length; i++) {
      registers[i] = new Register();
      registers[i].setText("not an argument");
    }
    for (int i = 0; i < args.size(); i++) {
      registers[i + 1] = args.get(i).toRegister();
    }
    return registers;
  }

  /** A connection without a database. */
  record Host() implements FunctionHost {
    @Override
    public long lastInsertRowid() {
      return 0;
    }

    @Override
    public long changes() {
      return 0;
    }

    @Override
    public long totalChanges() {
      return 0;
    }

    @Override
    public long statementTimeMs() {
      return 0;
    }

    @Override
    public int utcOffsetSeconds(long epochSeconds) {
      return ZoneId.systemDefault()
          .getRules()
          .getOffset(Instant.ofEpochSecond(epochSeconds))
          .getTotalSeconds();
    }

    @Override
    public Randomness randomness() {
      return () -> -7L;
    }

    @Override
    public int maxLength() {
      return Limits.MAX_LENGTH;
    }

    @Override
    public int maxLikePatternBytes() {
      return Limits.MAX_LIKE_PATTERN_BYTES;
    }

    @Override
    public boolean isLikeCaseSensitive() {
      return false;
    }

    @Override
    public TextEncoding encoding() {
      return TextEncoding.UTF8;
    }

    @Override
    public void log(int code, String message) {}
  }
}
