package tech.turso.testing.func;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tech.turso.base.DbException;
import tech.turso.base.Limits;
import tech.turso.testkit.Seeded;
import tech.turso.value.Affinity;
import tech.turso.value.Arithmetic;
import tech.turso.value.Cast;
import tech.turso.value.Collation;
import tech.turso.value.Comparison;
import tech.turso.value.Register;
import tech.turso.value.Truth;

/** Operators, casts, affinities and comparisons give SQLite's values at every edge. */
final class OperatorOracleTest {
  private static final int TEXTS = Integer.getInteger("func.texts", 400);

  private Oracle oracle;

  @BeforeEach
  void open() throws Exception {
    oracle = new Oracle();
  }

  @AfterEach
  void close() throws Exception {
    oracle.close();
  }

  /** What the engine does for an operator. */
  private interface Binary {
    void apply(Register left, Register right, Register out);
  }

  /** Operators of two operands. */
  enum BinaryOperator {
    ADD("+", Arithmetic::add),
    SUBTRACT("-", Arithmetic::subtract),
    MULTIPLY("*", Arithmetic::multiply),
    DIVIDE("/", Arithmetic::divide),
    REMAINDER("%", Arithmetic::remainder),
    AND("&", Arithmetic::bitAnd),
    OR("|", Arithmetic::bitOr),
    LEFT("<<", Arithmetic::shiftLeft),
    RIGHT(">>", Arithmetic::shiftRight),
    CONCAT("||", (a, b, out) -> Arithmetic.concat(a, b, out, Limits.MAX_LENGTH)),
    BOTH("and", Truth::and),
    EITHER("or", Truth::or),
    LESS("<", (a, b, out) -> order(a, b, out, -1)),
    GREATER(">", (a, b, out) -> order(a, b, out, 1)),
    EQUAL("=", (a, b, out) -> order(a, b, out, 0));

    private final String sql;
    private final Binary engine;

    BinaryOperator(String sql, Binary engine) {
      this.sql = sql;
      this.engine = engine;
    }

    private static void order(Register a, Register b, Register out, int wanted) {
      if (a.isNull() || b.isNull()) {
        out.setNull();
      } else {
        int order = Integer.signum(Comparison.compare(a, b, Collation.BINARY));
        out.setInteger(order == wanted ? 1 : 0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofTwoOperands(BinaryOperator operator) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Cell a : Nasty.VALUES) {
      for (Cell b : Nasty.VALUES) {
        String expected = oracle.expression("+$0 " + operator.sql + " +$1", a, b);
        String actual = apply(operator, a, b);
        if (!actual.equals(expected) && wrong.size() < 20) {
          wrong.add(
              a + " " + operator.sql + " " + b + " is " + actual + " but SQLite's is " + expected);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String apply(BinaryOperator operator, Cell a, Cell b) {
    try {
      Register out = new Register();
      operator.engine.apply(a.toRegister(), b.toRegister(), out);
      Register same = a.toRegister();
      operator.engine.apply(same, b.toRegister(), same);
      String value = Cell.of(out).toString();
      assertThat(Cell.of(same)).as("in place of the left operand").hasToString(value);
      same = b.toRegister();
      operator.engine.apply(a.toRegister(), same, same);
      assertThat(Cell.of(same)).as("in place of the right operand").hasToString(value);
      return value;
    } catch (DbException e) {
      return "ERROR " + e.text();
    }
  }

  @Test
  void ofOneOperand() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Cell a : Nasty.VALUES) {
      Register out = new Register();
      Arithmetic.negate(a.toRegister(), out);
      compare(wrong, "- $0", a, out);
      Arithmetic.bitNot(a.toRegister(), out);
      compare(wrong, "~ $0", a, out);
      Truth.not(a.toRegister(), out);
      compare(wrong, "not $0", a, out);
      out.setInteger(Truth.isTrue(a.toRegister(), true) ? 1 : 0);
      compare(wrong, "$0 is not false", a, out);
      out.setInteger(Truth.isTrue(a.toRegister(), false) ? 1 : 0);
      compare(wrong, "$0 is true", a, out);
    }
    assertThat(wrong).isEmpty();
  }

  @Seeded
  void castsAndAffinities(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<Cell> values = new ArrayList<>(Nasty.VALUES);
    for (int i = 0; i < TEXTS; i++) {
      String text = NumberTextOracleTest.numberText(random);
      Cell cell = Cell.text(text);
      values.add(i % 8 == 0 ? new Cell(((Cell.Text) cell.value()).utf8()) : cell);
    }
    List<String> wrong = new ArrayList<>();
    oracle.execute("create table t(num numeric, int integer, real real, text text, blob blob)");
    for (Cell a : values) {
      for (String type : List.of("integer", "real", "numeric", "text", "blob")) {
        Register cast = a.toRegister();
        Cast.apply(cast, Affinity.ofDeclaredType(type));
        compare(wrong, "cast($0 as " + type + ")", a, cast);
        Register stored = a.toRegister();
        Affinity.ofDeclaredType(type).apply(stored);
        oracle.execute("delete from t");
        String column = type.equals("integer") ? "int" : type.equals("numeric") ? "num" : type;
        oracle.store("insert into t(" + column + ") values(" + a.placeholder() + ")", a);
        String expected = oracle.query("select " + column + " as r from t", List.of());
        if (!Cell.of(stored).toString().equals(expected) && wrong.size() < 20) {
          wrong.add(type + " affinity of " + a + " is " + Cell.of(stored) + " not " + expected);
        }
      }
      for (String operation : List.of("$0 + 0", "$0 * 1.0", "-$0", "~$0")) {
        Register out = new Register();
        switch (operation) {
          case "$0 + 0" -> Arithmetic.add(a.toRegister(), Cell.of(0L).toRegister(), out);
          case "$0 * 1.0" -> Arithmetic.multiply(a.toRegister(), Cell.of(1.0).toRegister(), out);
          case "-$0" -> Arithmetic.negate(a.toRegister(), out);
          default -> Arithmetic.bitNot(a.toRegister(), out);
        }
        compare(wrong, operation, a, out);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private void compare(List<String> wrong, String expression, Cell a, Register actual)
      throws Exception {
    String expected = oracle.expression(expression, a);
    if (!Cell.of(actual).toString().equals(expected) && wrong.size() < 20) {
      wrong.add(
          expression + " of " + a + " is " + Cell.of(actual) + " but SQLite's is " + expected);
    }
  }
}
