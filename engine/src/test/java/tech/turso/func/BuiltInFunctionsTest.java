package tech.turso.func;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.value.Collation;
import tech.turso.value.Register;

/** Facts of built-in functions that other implementations get wrong. Values are SQLite 3.54.1's. */
final class BuiltInFunctionsTest {
  private static String value(String name, Object... args) {
    return Calls.call(name, args).toString();
  }

  @Test
  void versionsSayWhoWeAre() {
    assertThat(value("sqlite_version")).isEqualTo("'3.54.1'");
    assertThat(value("turso_version")).isEqualTo("'" + Versions.TURSO + "'");
    assertThat(value("sqlite_source_id")).contains("Turso");
  }

  @Test
  void theConnectionIsAsked() {
    assertThat(value("last_insert_rowid")).isEqualTo("11");
    assertThat(value("changes")).isEqualTo("22");
    assertThat(value("total_changes")).isEqualTo("33");
  }

  @Test
  void randomIsNeverTheSmallestInteger() {
    assertThat(value("random")).isEqualTo("0");
  }

  @Test
  void randomBlobHasAtLeastOneByte() {
    assertThat(value("randomblob", -5)).isEqualTo("blob[1]");
    assertThat(value("randomblob", 13)).isEqualTo("blob[13]");
  }

  @Test
  void absOfTheSmallestIntegerIsAnError() {
    assertThatThrownBy(() -> value("abs", Long.MIN_VALUE)).hasMessage("integer overflow");
  }

  @Test
  void lengthEndsAtANulAndInstrDoesNot() {
    assertThat(value("length", "a\0b")).isEqualTo("1");
    assertThat(value("hex", "a\0b")).isEqualTo("'610062'");
    assertThat(value("instr", "a\0b", "b")).isEqualTo("3");
  }

  @Test
  void onlyAsciiHasCase() {
    assertThat(value("upper", "aé")).isEqualTo("'Aé'");
    assertThat(value("like", "É", "é")).isEqualTo("0");
    assertThat(value("like", "A%", "abc")).isEqualTo("1");
  }

  @Test
  void loneSurrogatesSurvive() {
    assertThat(value("hex", Calls.call("char", 55296).decodeText())).isNotEmpty();
    assertThat(Calls.call("char", 55296).toBytes()).containsExactly(0xed, 0xa0, 0x80);
  }

  @Test
  void roundingIsOfTheDecimalDigits() {
    assertThat(value("round", 0.15, 1)).isEqualTo("0.1");
    assertThat(value("round", 0.285, 2)).isEqualTo("0.28");
    assertThat(value("round", 1.005, 2)).isEqualTo("1.0");
    assertThat(value("round", 0.49999999999999994)).isEqualTo("1.0");
  }

  @Test
  void quotingOfInfinitiesAndControls() {
    assertThat(value("quote", Double.POSITIVE_INFINITY)).isEqualTo("'9.0e+999'");
    assertThat(value("quote", "it's")).isEqualTo("''it''s''");
    assertThat(value("unistr_quote", "a\n'b")).isEqualTo("'unistr('a\\u000a''b')'");
    assertThatThrownBy(() -> value("unistr", "\\x")).hasMessage("invalid Unicode escape");
  }

  @Test
  void anEscapeIsOneCharacter() {
    assertThat(value("like", "a\\%", "a%", "\\")).isEqualTo("1");
    assertThatThrownBy(() -> value("like", "a", "a", "ab"))
        .hasMessage("ESCAPE expression must be a single character");
  }

  @Test
  void resultsBeyondTheLimitFail() {
    FunctionRegistry registry = new FunctionRegistry();
    CallContext c = new CallContext(new Calls.Host(100, false), Collation.BINARY);
    Object[][] calls = {
      {"zeroblob", 101},
      {"randomblob", 101},
      {"hex", "x".repeat(51)},
      {"replace", "x".repeat(60), "x", "yy"},
      {"format", "%101d", 1},
      {"format", "%.101f", 1},
      {"concat", "x".repeat(60), "x".repeat(60)},
      {"quote", "x".repeat(99)},
    };
    for (Object[] call : calls) {
      Object[] args = java.util.Arrays.copyOfRange(call, 1, call.length);
      c.begin(Calls.registers(args), 0, args.length, new Register());
      FunctionDef f = registry.resolve((String) call[0], args.length, -1);
      assertThatThrownBy(() -> f.scalar().call(c))
          .as("%s", call[0])
          .isInstanceOfSatisfying(
              DbException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.TOOBIG));
    }
  }

  @Test
  void sumsOfRealsAreCompensated() {
    SumState sum = new SumState();
    for (int i = 0; i < 10; i++) {
      sum.add(0.1);
    }
    assertThat(sum.real()).isEqualTo(1.0);
    sum = new SumState();
    sum.add(1L);
    sum.add(1e100);
    sum.add(1L);
    sum.add(-1e100);
    assertThat(sum.real()).isEqualTo(2.0);
  }

  @Test
  void anOverflowedSumIsAnErrorUntilARealComes() {
    SumState sum = new SumState();
    sum.add(Long.MAX_VALUE);
    sum.add(1L);
    sum.add(-1L);
    assertThat(sum.hasOverflowed()).isTrue();
    sum.add(0.5);
    assertThat(sum.hasOverflowed()).isFalse();
  }

  @Test
  void compileOptionsAreFoundWithAndWithoutValue() {
    assertThat(value("sqlite_compileoption_used", "sqlite_max_column")).isEqualTo("1");
    assertThat(value("sqlite_compileoption_used", "THREADSAFE=1")).isEqualTo("1");
    assertThat(value("sqlite_compileoption_used", "THREAD")).isEqualTo("0");
    assertThat(value("sqlite_compileoption_get", -1)).isEqualTo("NULL");
  }
}
