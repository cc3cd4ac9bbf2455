package tech.turso.datetime;

import static tech.turso.func.FunctionDef.ANY;
import static tech.turso.func.FunctionDef.builtIn;

import java.util.List;
import tech.turso.func.CallContext;
import tech.turso.func.FunctionDef;

/**
 * date, time, datetime, julianday, unixepoch, timediff and the current times; {@link Strftime} is
 * beside. All give NULL for what is no valid time.
 *
 * <p>SQLite: date.c.
 */
public final class DateFunctions {
  /** Room for the longest text: {@code -YYYY-MM-DD HH:MM:SS.SSS} and its like. */
  private static final int CAPACITY = 32;

  private DateFunctions() {}

  /** The definitions of all date and time functions. */
  public static List<FunctionDef> all() {
    return List.of(
        builtIn("julianday", 0, ANY).stable().scalar(DateFunctions::julianDay),
        builtIn("unixepoch", 0, ANY).stable().scalar(DateFunctions::unixEpoch),
        builtIn("date", 0, ANY).stable().scalar(c -> date(c, "date")),
        builtIn("time", 0, ANY).stable().scalar(c -> time(c, "time")),
        builtIn("datetime", 0, ANY).stable().scalar(c -> dateTime(c, "datetime")),
        builtIn("strftime", 0, ANY).stable().scalar(Strftime::call),
        builtIn("timediff", 2, 2).stable().scalar(DateFunctions::difference),
        builtIn("current_date", 0, 0).stableInStatement().scalar(c -> date(c, "current_date")),
        builtIn("current_time", 0, 0).stableInStatement().scalar(c -> time(c, "current_time")),
        builtIn("current_timestamp", 0, 0)
            .stableInStatement()
            .scalar(c -> dateTime(c, "current_timestamp")));
  }

  private static void julianDay(CallContext c) {
    DateCall call = DateCall.of("julianday", c);
    if (call.read(0, c.argCount())) {
      c.result().setReal(call.time.julianDayMs / 86400000.0);
    }
  }

  private static void unixEpoch(CallContext c) {
    DateCall call = DateCall.of("unixepoch", c);
    if (call.read(0, c.argCount())) {
      if (call.time.showsFractions) {
        c.result().setReal((call.time.julianDayMs - DateTime.EPOCH_MS) / 1000.0);
      } else {
        c.result().setInteger(unixSeconds(call.time));
      }
    }
  }

  /** Seconds since 1970, rounded down. */
  static long unixSeconds(DateTime d) {
    return d.julianDayMs / 1000 - DateTime.EPOCH_MS / 1000;
  }

  private static void date(CallContext c, String name) {
    DateCall call = DateCall.of(name, c);
    if (call.read(0, c.argCount())) {
      call.time.computeDate();
      byte[] out = c.result().room(CAPACITY);
      c.result().setText(out, 0, putDate(call.time, out, 0));
    }
  }

  private static void time(CallContext c, String name) {
    DateCall call = DateCall.of(name, c);
    if (call.read(0, c.argCount())) {
      call.time.computeTime();
      byte[] out = c.result().room(CAPACITY);
      c.result().setText(out, 0, putTime(call.time, out, 0));
    }
  }

  private static void dateTime(CallContext c, String name) {
    DateCall call = DateCall.of(name, c);
    if (call.read(0, c.argCount())) {
      call.time.computeDateAndTime();
      byte[] out = c.result().room(CAPACITY);
      int n = putDate(call.time, out, 0);
      out[n++] = ' ';
      c.result().setText(out, 0, putTime(call.time, out, n));
    }
  }

  private static int putDate(DateTime d, byte[] out, int at) {
    int n = at;
    if (d.year < 0) {
      out[n++] = '-';
    }
    int year = Math.abs(d.year);
    n = putTwo(year / 100 % 100, out, n);
    n = putTwo(year % 100, out, n);
    out[n++] = '-';
    n = putTwo(d.month, out, n);
    out[n++] = '-';
    return putTwo(d.day, out, n);
  }

  private static int putTime(DateTime d, byte[] out, int at) {
    int n = putTwo(d.hour, out, at);
    out[n++] = ':';
    n = putTwo(d.minute, out, n);
    out[n++] = ':';
    if (!d.showsFractions) {
      return putTwo((int) d.seconds, out, n);
    }
    int ms = (int) (1000.0 * d.seconds + 0.5);
    n = putTwo(ms / 1000 % 100, out, n);
    out[n++] = '.';
    out[n++] = (byte) ('0' + ms / 100 % 10);
    return putTwo(ms % 100, out, n);
  }

  private static int putTwo(int value, byte[] out, int at) {
    out[at] = (byte) ('0' + value / 10 % 10);
    out[at + 1] = (byte) ('0' + value % 10);
    return at + 2;
  }

  /** What to add to the second time to get the first, as {@code +YYYY-MM-DD HH:MM:SS.SSS}. */
  private static void difference(CallContext c) {
    DateCall call = DateCall.of("timediff", c);
    DateTime a = call.time;
    DateTime b = call.other;
    if (!call.read(0, 1, a) || !call.read(1, 2, b)) {
      return;
    }
    a.computeDateAndTime();
    b.computeDateAndTime();
    int sign = a.julianDayMs >= b.julianDayMs ? 1 : -1;
    int years = sign * (a.year - b.year);
    if (years != 0) {
      b.year = a.year;
      again(b);
    }
    int months = sign * (a.month - b.month);
    if (months < 0) {
      years--;
      months += 12;
    }
    if (months != 0) {
      b.month = a.month;
      again(b);
    }
    while (sign * a.julianDayMs < sign * b.julianDayMs) {
      months--;
      if (months < 0) {
        months = 11;
        years--;
      }
      b.addMonths(-sign);
      again(b);
    }
    // The rest is shown as the time since 0000-01-01.
    long rest = sign * (a.julianDayMs - b.julianDayMs);
    a.setJulianDay(rest + 148_699_540_800_000L);
    a.computeDateAndTime();
    byte[] out = c.result().room(CAPACITY);
    c.result().setText(out, 0, putDifference(sign, years, months, a, out));
  }

  private static void again(DateTime d) {
    d.hasJulianDay = false;
    d.computeJulianDay();
  }

  private static int putDifference(int sign, int years, int months, DateTime rest, byte[] out) {
    int n = 0;
    out[n++] = (byte) (sign < 0 ? '-' : '+');
    if (years >= 10_000) {
      out[n++] = (byte) ('0' + years / 10_000);
    }
    n = putTwo(years / 100 % 100, out, n);
    n = putTwo(years % 100, out, n);
    out[n++] = '-';
    n = putTwo(months, out, n);
    out[n++] = '-';
    n = putTwo(rest.day - 1, out, n);
    out[n++] = ' ';
    rest.showsFractions = true;
    return putTime(rest, out, n);
  }
}
