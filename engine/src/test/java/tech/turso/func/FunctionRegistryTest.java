package tech.turso.func;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.ext.FunctionContext;
import tech.turso.ext.FunctionException;
import tech.turso.ext.FunctionFlags;
import tech.turso.ext.SqlType;
import tech.turso.ext.WindowFunction;
import tech.turso.value.Collation;
import tech.turso.value.Register;

final class FunctionRegistryTest {
  private FunctionRegistry registry;

  @BeforeEach
  void create() {
    registry = new FunctionRegistry();
  }

  @Test
  void namesHaveNoCase() {
    assertThat(registry.find("ABS", 1)).isNotNull();
  }

  @Test
  void unknownNamesAndNumbersOfArgumentsAreErrors() {
    assertThatThrownBy(() -> registry.resolve("Nosuch", 1, 7))
        .isInstanceOfSatisfying(DbException.Sql.class, e -> assertThat(e.position()).isEqualTo(7))
        .hasMessage("no such function: Nosuch");
    assertThatThrownBy(() -> registry.resolve("Abs", 2, -1))
        .hasMessage("wrong number of arguments to function Abs()");
    assertThatThrownBy(() -> registry.resolve("concat", 0, -1))
        .hasMessage("wrong number of arguments to function concat()");
    assertThatThrownBy(() -> registry.resolve("iif", 1, -1))
        .hasMessage("wrong number of arguments to function iif()");
  }

  @Test
  void maxOfOneArgumentIsAnAggregateAndOfMoreIsNot() {
    assertThat(registry.resolve("max", 1, -1).isAggregate()).isTrue();
    assertThat(registry.resolve("max", 2, -1).isAggregate()).isFalse();
  }

  @Test
  void aFunctionOfTheExactNumberOfArgumentsWinsOverOneOfAny() {
    registry.addScalar("f", -1, 0, c -> c.result("any"));
    registry.addScalar("f", 2, 0, c -> c.result("two"));
    assertThat(Calls.call(registry.resolve("f", 2, -1), 1, 2)).hasToString("'two'");
    assertThat(Calls.call(registry.resolve("f", 3, -1), 1, 2, 3)).hasToString("'any'");
    registry.remove("F", 2);
    assertThat(Calls.call(registry.resolve("f", 2, -1), 1, 2)).hasToString("'any'");
  }

  @Test
  void usersFunctionsHideBuiltInOnesUntilRemoved() {
    registry.addScalar("abs", 1, FunctionFlags.DETERMINISTIC, c -> c.result(-1L));
    assertThat(registry.resolve("abs", 1, -1).isBuiltIn()).isFalse();
    assertThat(registry.resolve("abs", 1, -1).isDeterministic()).isTrue();
    registry.remove("abs", 1);
    assertThat(registry.find("abs", 1)).as("a built-in function is hidden too").isNull();
  }

  @Test
  void anExceptionOfAFunctionIsTheStatementsError() {
    registry.addScalar(
        "f",
        1,
        0,
        c -> {
          if (c.type(0) == SqlType.NULL) {
            throw new FunctionException(19, "constraint says no");
          }
          throw new IllegalStateException("broken");
        });
    FunctionDef f = registry.resolve("f", 1, -1);
    assertThatThrownBy(() -> Calls.call(f, (Object) null))
        .isInstanceOfSatisfying(
            DbException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.CONSTRAINT))
        .hasMessage("constraint says no");
    assertThatThrownBy(() -> Calls.call(f, 1))
        .isInstanceOf(DbException.Sql.class)
        .hasMessage("broken");
  }

  @Test
  void aFunctionSeesItsArgumentsAsAnyType() {
    registry.addScalar(
        "f",
        1,
        0,
        c ->
            c.result(
                c.type(0)
                    + " "
                    + c.longValue(0)
                    + " "
                    + c.doubleValue(0)
                    + " "
                    + c.text(0)
                    + " "
                    + c.subtype(0)));
    FunctionDef f = registry.resolve("f", 1, -1);
    assertThat(Calls.call(f, "12.5x")).hasToString("'TEXT 12 12.5 12.5x 0'");
    assertThat(Calls.call(f, 2.5)).hasToString("'REAL 2 2.5 2.5 0'");
    assertThat(Calls.call(f, new byte[] {'7'})).hasToString("'BLOB 7 7.0 7 0'");
    assertThat(Calls.call(f, (Object) null)).hasToString("'NULL 0 0.0 null 0'");
  }

  @Test
  void auxiliaryDataIsKeptForConstantArgumentsOnly() {
    FunctionDef f =
        FunctionDef.user("f", 2, 2, 0)
            .scalar(
                c -> {
                  int calls = c.auxiliary(0) instanceof Integer n ? n + 1 : 1;
                  c.auxiliary(0, calls);
                  int others = c.auxiliary(1) instanceof Integer n ? n + 1 : 1;
                  c.auxiliary(1, others);
                  c.result(calls * 10L + others);
                });
    CallContext c = new CallContext(new Calls.Host(), Collation.BINARY, 0b01);
    Register result = new Register();
    for (int i = 0; i < 3; i++) {
      c.begin(Calls.registers(1, 2), 0, 2, result);
      f.scalar().call(c);
    }
    assertThat(result).hasToString("31");
    c.clearAuxiliary();
    c.begin(Calls.registers(1, 2), 0, 2, result);
    f.scalar().call(c);
    assertThat(result).hasToString("11");
  }

  @Test
  void aUsersWindowFunctionKeepsItsState() {
    registry.addWindow(
        "total_length",
        1,
        0,
        new WindowFunction<long[]>() {
          @Override
          public long[] newState() {
            return new long[1];
          }

          @Override
          public void step(FunctionContext c, long[] state) {
            state[0] += c.longValue(0);
          }

          @Override
          public void inverse(FunctionContext c, long[] state) {
            state[0] -= c.longValue(0);
          }

          @Override
          public void value(FunctionContext c, long[] state) {
            c.result(state[0]);
          }

          @Override
          public void finish(FunctionContext c, long[] state) {
            value(c, state);
          }
        });
    AggregateBody body = registry.resolve("total_length", 1, -1).aggregate();
    CallContext c = new CallContext(new Calls.Host(), Collation.BINARY);
    Object state = body.newState();
    Register result = new Register();
    for (int n : new int[] {5, 7}) {
      c.begin(Calls.registers(n), 0, 1, result);
      body.step(c, state);
    }
    c.begin(Calls.registers(5), 0, 1, result);
    body.inverse(c, state);
    body.finish(c, state);
    assertThat(result).hasToString("7");
  }
}
