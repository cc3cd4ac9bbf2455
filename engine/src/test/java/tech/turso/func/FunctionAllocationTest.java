package tech.turso.func;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.turso.value.Collation;
import tech.turso.value.Register;

/** Calls of hot functions allocate nothing per row. */
final class FunctionAllocationTest {
  private static final int ROWS = 100_000;

  /** Bytes that may be allocated for other reasons, far below one object per row. */
  private static final long SLACK = 200_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "typeof",
        "length",
        "abs",
        "coalesce",
        "substr",
        "upper",
        "lower",
        "trim",
        "instr",
        "like",
        "glob",
        "max",
        "round",
        "unicode",
        "nullif",
        "iif"
      })
  void scalars(String name) throws Exception {
    int args = name.matches("coalesce|instr|like|glob|max|substr|round|nullif|iif") ? 2 : 1;
    ScalarBody body = new FunctionRegistry().resolve(name, args, -1).scalar();
    CallContext c = new CallContext(new Calls.Host(), Collation.BINARY);
    boolean number = name.equals("abs") || name.equals("round");
    Register[] r = Calls.registers(number ? (Object) 12.345 : "%a", number ? (Object) 2 : "xyz");
    if (name.equals("substr")) {
      r[1].setInteger(2);
    }
    Register result = new Register();
    assertThat(
            allocated(
                () -> {
                  for (int i = 0; i < ROWS; i++) {
                    c.begin(r, 0, args, result);
                    body.call(c);
                  }
                }))
        .isLessThan(SLACK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"count", "sum", "total", "avg", "min", "max"})
  void aggregates(String name) throws Exception {
    AggregateBody body = new FunctionRegistry().resolve(name, 1, -1).aggregate();
    CallContext c = new CallContext(new Calls.Host(), Collation.BINARY);
    Register[] r = Calls.registers(1);
    Register result = new Register();
    Object integers = body.newState();
    Object reals = body.newState();
    assertThat(
            allocated(
                () -> {
                  for (int i = 0; i < ROWS; i++) {
                    r[0].setInteger(i);
                    c.begin(r, 0, 1, result);
                    body.step(c, integers);
                    r[0].setReal(i * 0.5);
                    body.step(c, reals);
                  }
                }))
        .isLessThan(SLACK);
  }

  @Test
  void minimumOfTexts() throws Exception {
    AggregateBody body = new FunctionRegistry().resolve("max", 1, -1).aggregate();
    CallContext c = new CallContext(new Calls.Host(), Collation.BINARY);
    Register[] r = Calls.registers("aaaaaa");
    Register result = new Register();
    Object state = body.newState();
    assertThat(
            allocated(
                () -> {
                  for (int i = 0; i < ROWS; i++) {
                    r[0].bytes[i % 6] = (byte) ('a' + i * 25 / ROWS);
                    c.begin(r, 0, 1, result);
                    body.step(c, state);
                  }
                }))
        .isLessThan(SLACK);
  }

  private static long allocated(Runnable work) throws Exception {
    work.run();
    Class<?> factory = Class.forName("java.lang.management.ManagementFactory");
    Object threads = factory.getMethod("getThreadMXBean").invoke(null);
    Method bytes =
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getThreadAllocatedBytes", long.class);
    long id = Thread.currentThread().threadId();
    long before = (long) bytes.invoke(threads, id);
    work.run();
    return (long) bytes.invoke(threads, id) - before;
  }
}
