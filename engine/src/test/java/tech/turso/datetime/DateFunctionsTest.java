package tech.turso.datetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tech.turso.base.Limits;
import tech.turso.base.Randomness;
import tech.turso.base.TextEncoding;
import tech.turso.func.CallContext;
import tech.turso.func.FunctionCatalog;
import tech.turso.func.FunctionDef;
import tech.turso.func.FunctionHost;
import tech.turso.func.FunctionRegistry;
import tech.turso.value.Collation;
import tech.turso.value.Register;

/** What of the date functions depends on the clock, the zone and the place of the call. */
final class DateFunctionsTest {
  private static final FunctionRegistry REGISTRY =
      new FunctionRegistry(FunctionCatalog.CORE.with(DateFunctions.all()));

  private static CallContext context() {
    return new CallContext(new CentralEurope(), Collation.BINARY);
  }

  private static String call(String name, String... args) {
    return call(context(), name, args);
  }

  private static String call(CallContext c, String name, String... args) {
    FunctionDef f = REGISTRY.resolve(name, args.length, -1);
    Register[] registers = new Register[args.length];
    for (int i = 0; i < args.length; i++) {
      registers[i] = new Register();
      registers[i].setText(args[i]);
    }
    Register result = new Register();
    c.begin(registers, 0, args.length, result);
    f.scalar().call(c);
    return result.toString();
  }

  @Test
  void nowIsTheTimeOfTheStatement() {
    assertThat(call("datetime", "now", "subsec")).isEqualTo("'2024-07-01 12:00:00.250'");
    assertThat(call("datetime")).isEqualTo("'2024-07-01 12:00:00'");
    assertThat(call("current_timestamp")).isEqualTo("'2024-07-01 12:00:00'");
    assertThat(call("current_date")).isEqualTo("'2024-07-01'");
    assertThat(call("current_time")).isEqualTo("'12:00:00'");
    assertThat(call("unixepoch", "subsec")).isEqualTo("1.71983520025E9");
  }

  @Test
  void localTimeKnowsOfSummer() {
    assertThat(call("datetime", "now", "localtime")).isEqualTo("'2024-07-01 14:00:00'");
    assertThat(call("datetime", "2024-01-01 12:00", "localtime"))
        .isEqualTo("'2024-01-01 13:00:00'");
    assertThat(call("datetime", "2024-07-01 14:00", "utc")).isEqualTo("'2024-07-01 12:00:00'");
    assertThat(call("datetime", "2024-01-01 13:00", "utc")).isEqualTo("'2024-01-01 12:00:00'");
  }

  @Test
  void aTimeThatIsUtcOrLocalAlreadyStays() {
    assertThat(call("datetime", "2024-07-01 12:00Z", "utc")).isEqualTo("'2024-07-01 12:00:00'");
    assertThat(call("datetime", "now", "utc", "utc")).isEqualTo("'2024-07-01 12:00:00'");
    assertThat(call("datetime", "now", "localtime", "localtime"))
        .isEqualTo("'2024-07-01 14:00:00'");
  }

  @Test
  void timesOfFarYearsHaveTheZoneOfAYearLikeThem() {
    assertThat(call("datetime", "1900-07-01 12:00", "localtime"))
        .isEqualTo("'1900-07-01 14:00:00'");
    assertThat(call("datetime", "9000-01-01 12:00", "localtime"))
        .isEqualTo("'9000-01-01 13:00:00'");
  }

  @Test
  void februaryThirtyIsMarch() {
    assertThat(call("date", "2024-02-30")).isEqualTo("'2024-03-01'");
    assertThat(call("date", "2024-01-31", "+1 month")).isEqualTo("'2024-03-02'");
    assertThat(call("date", "2024-01-31", "+1 month", "floor")).isEqualTo("'2024-02-29'");
    assertThat(call("date", "2024-02-15", "weekday -4")).isEqualTo("'2024-02-15'");
    assertThat(call("datetime", "2024-05-17 24:00")).isEqualTo("'2024-05-18 00:00:00'");
    assertThat(call("datetime", "2024-05-17 24:01")).isEqualTo("NULL");
  }

  @Test
  void whatDependsOnTheClockIsRefusedInAnIndex() {
    CallContext c = context();
    c.pureUse("an index");
    assertThat(call(c, "date", "2024-02-15")).isEqualTo("'2024-02-15'");
    assertThatThrownBy(() -> call(c, "date", "now"))
        .hasMessage("non-deterministic use of date() in an index");
    assertThatThrownBy(() -> call(c, "date", "2024-02-15", "localtime"))
        .hasMessage("non-deterministic use of date() in an index");
    CallContext check = context();
    check.pureUse("a CHECK constraint");
    assertThatThrownBy(() -> call(check, "strftime", "%Y"))
        .hasMessage("non-deterministic use of strftime() in a CHECK constraint");
  }

  /** An hour ahead of UTC, two from April to September; noon and a quarter second on July 1. */
  private record CentralEurope() implements FunctionHost {
    @Override
    public long statementTimeMs() {
      return 1_719_835_200_250L;
    }

    @Override
    public int utcOffsetSeconds(long epochSeconds) {
      long secondOfYear = Math.floorMod(epochSeconds, 31_556_952L);
      return secondOfYear > 7_776_000 && secondOfYear < 23_328_000 ? 7200 : 3600;
    }

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
    public Randomness randomness() {
      return () -> 0;
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
