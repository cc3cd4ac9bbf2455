package tech.turso.func;

import tech.turso.base.Limits;
import tech.turso.base.Randomness;
import tech.turso.base.TextEncoding;
import tech.turso.value.Collation;
import tech.turso.value.Register;

/** Calls functions in tests. */
final class Calls {
  private Calls() {}

  /** The result of a built-in function of Java values. */
  static Register call(String name, Object... args) {
    FunctionRegistry registry = new FunctionRegistry();
    return call(registry.resolve(name, args.length, -1), args);
  }

  static Register call(FunctionDef function, Object... args) {
    CallContext c = new CallContext(new Host(), Collation.BINARY);
    Register result = new Register();
    c.begin(registers(args), 0, args.length, result);
    function.scalar().call(c);
    return result;
  }

  static Register[] registers(Object... args) {
    Register[] registers = new Register[args.length];
    for (int i = 0; i < args.length; i++) {
      registers[i] = new Register();
      switch (args[i]) {
        case Integer n -> registers[i].setInteger(n);
        case Long n -> registers[i].setInteger(n);
        case Double d -> registers[i].setReal(d);
        case String s -> registers[i].setText(s);
        case byte[] b -> registers[i].setBlob(b);
        case null, default -> registers[i].setNull();
      }
    }
    return registers;
  }

  /** A connection without a database, with small limits. */
  record Host(int maxLength, boolean isLikeCaseSensitive) implements FunctionHost {
    Host() {
      this(Limits.MAX_LENGTH, false);
    }

    @Override
    public long lastInsertRowid() {
      return 11;
    }

    @Override
    public long changes() {
      return 22;
    }

    @Override
    public long totalChanges() {
      return 33;
    }

    @Override
    public long statementTimeMs() {
      return 0;
    }

    @Override
    public int utcOffsetSeconds(long epochSeconds) {
      return 0;
    }

    @Override
    public Randomness randomness() {
      return () -> Long.MIN_VALUE;
    }

    @Override
    public int maxLikePatternBytes() {
      return Limits.MAX_LIKE_PATTERN_BYTES;
    }

    @Override
    public TextEncoding encoding() {
      return TextEncoding.UTF8;
    }

    @Override
    public void log(int code, String message) {}
  }
}
