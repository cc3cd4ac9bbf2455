package tech.turso.datetime;

import tech.turso.base.Ascii;

/**
 * Modifiers of a time, such as {@code '+1 month'} or {@code 'start of day'}. One that is not
 * understood makes the function NULL.
 *
 * <p>SQLite: date.c parseModifier.
 */
final class DateModifiers {
  private static final int MONTHS = 4;
  private static final int YEARS = 5;

  private static final String[] UNITS = {"second", "minute", "hour", "day", "month", "year"};

  private static final double[] SECONDS_PER_UNIT = {
    1.0, 60.0, 3600.0, 86400.0, 30.0 * 86400.0, 365.0 * 86400.0
  };

  /** How much of each unit spans all years; floats, as in SQLite. */
  private static final double[] MOST = {
    4.6427e+14f, 7.7379e+12f, 1.2897e+11f, 5373485.0, 176546.0, 14713.0
  };

  private DateModifiers() {}

  /**
   * Applies the modifier {@code t} to {@code d}.
   *
   * @param index of the modifier among the arguments, from 1: some must be the first
   * @return whether there is such a modifier and it could be applied
   */
  static boolean apply(DateCall call, DateText t, DateTime d, int index) {
    return switch (Ascii.lower(t.at(0))) {
      case 'a' -> t.is(0, "auto") && auto(d, index);
      case 'c' -> t.is(0, "ceiling") && ceiling(d);
      case 'e' -> t.startsWith(0, "end of ") && endOf(t, d);
      case 'f' -> t.is(0, "floor") && floor(d);
      case 'j' -> t.is(0, "julianday") && julianDay(d, index);
      case 'l' -> t.is(0, "localtime") && local(call, d);
      case 's' -> t.startsWith(0, "start of ") ? startOf(t, d) : subsecond(t, d);
      case 'u' -> t.is(0, "unixepoch") && d.isRaw ? unixEpoch(d, index) : utc(call, t, d);
      case 'w' -> t.startsWith(0, "weekday ") && weekday(t, d);
      case '+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> add(t, d);
      default -> false;
    };
  }

  private static boolean auto(DateTime d, int index) {
    if (index > 1) {
      return false;
    }
    d.guessRaw();
    return true;
  }

  private static boolean ceiling(DateTime d) {
    d.computeJulianDay();
    d.keepJulianDayOnly();
    d.daysPastMonth = 0;
    return true;
  }

  private static boolean floor(DateTime d) {
    d.computeJulianDay();
    d.julianDayMs -= (long) d.daysPastMonth * DateTime.MS_PER_DAY;
    d.keepJulianDayOnly();
    return true;
  }

  private static boolean julianDay(DateTime d, int index) {
    if (index > 1 || !d.hasJulianDay || !d.isRaw) {
      return false;
    }
    d.isRaw = false;
    return true;
  }

  private static boolean local(DateCall call, DateTime d) {
    call.requireNotPure();
    if (!d.isLocal) {
      d.toLocal(call.host());
    }
    d.isUtc = false;
    d.isLocal = true;
    return true;
  }

  private static boolean unixEpoch(DateTime d, int index) {
    return index == 1 && d.rawIsUnix();
  }

  private static boolean utc(DateCall call, DateText t, DateTime d) {
    if (!t.is(0, "utc")) {
      return false;
    }
    call.requireNotPure();
    if (!d.isUtc) {
      d.toUtc(call.host());
    }
    return true;
  }

  private static boolean subsecond(DateText t, DateTime d) {
    if (!t.is(0, "subsec") && !t.is(0, "subsecond")) {
      return false;
    }
    d.showsFractions = true;
    return true;
  }

  /** To the weekday of that number, 0 for Sunday, forwards, or with a minus sign backwards. */
  private static boolean weekday(DateText t, DateTime d) {
    if (!t.isReal(8, t.length() - 8)) {
      return false;
    }
    double number = t.real();
    boolean back = Double.doubleToRawLongBits(number) < 0;
    int wanted = (int) Math.abs(number);
    if (wanted != Math.abs(number) || wanted > 6) {
      return false;
    }
    d.computeDateAndTime();
    d.zoneMinutes = 0;
    d.hasJulianDay = false;
    d.computeJulianDay();
    int days = wanted - d.daysAfterSunday();
    if (back && days > 0) {
      days -= 7;
    } else if (!back && days < 0) {
      days += 7;
    }
    d.julianDayMs += (long) days * DateTime.MS_PER_DAY;
    d.keepJulianDayOnly();
    return true;
  }

  private static boolean isKnown(DateTime d) {
    return d.hasJulianDay || d.hasDate || d.hasTime;
  }

  private static void setTime(DateTime d, int hour, int minute, double seconds) {
    d.computeDate();
    d.hasTime = true;
    d.hour = hour;
    d.minute = minute;
    d.seconds = seconds;
    d.isRaw = false;
    d.zoneMinutes = 0;
    d.hasJulianDay = false;
  }

  private static boolean startOf(DateText t, DateTime d) {
    if (!isKnown(d)) {
      return false;
    }
    setTime(d, 0, 0, 0.0);
    if (t.is(9, "month")) {
      d.day = 1;
    } else if (t.is(9, "year")) {
      d.month = 1;
      d.day = 1;
    } else {
      return t.is(9, "day");
    }
    return true;
  }

  /** To the last millisecond of the month, year or day. */
  private static boolean endOf(DateText t, DateTime d) {
    if (!isKnown(d)) {
      return false;
    }
    setTime(d, 23, 59, 59.999);
    if (t.is(7, "month")) {
      d.day = 1;
      d.addMonths(1);
      d.computeJulianDay();
      d.julianDayMs -= DateTime.MS_PER_DAY;
      d.keepJulianDayOnly();
      d.daysPastMonth = 0;
    } else if (t.is(7, "year")) {
      d.month = 12;
      d.day = 31;
    } else {
      return t.is(7, "day");
    }
    return true;
  }

  /** {@code NNN units}, {@code [+-]HH:MM[:SS.FFF]} and {@code (+|-)YYYY-MM-DD[ HH:MM[:SS.FFF]]}. */
  private static boolean add(DateText t, DateTime d) {
    int n = 1;
    int yearDigits = 0;
    for (int c = t.at(n); c != 0 && c != ':' && !Ascii.isSpace(c); c = t.at(++n)) {
      if (c == '-' && (n == 5 || n == 6) && t.digits(1, n - 1) >= 0 && isYear(t, n - 1)) {
        yearDigits = n - 1;
        break;
      }
    }
    if (!t.isReal(0, n)) {
      return false;
    }
    double number = t.real();
    if (yearDigits > 0) {
      return addDate(t, d, yearDigits);
    }
    if (t.at(n) == ':') {
      return addTime(t, Ascii.isDigit(t.at(0)) ? 0 : 1, t.at(0) == '-', d);
    }
    return addUnits(t, t.skipSpace(n), number, d);
  }

  private static boolean isYear(DateText t, int digits) {
    return t.digits(1, digits) <= 14712;
  }

  private static boolean addDate(DateText t, DateTime d, int yearDigits) {
    int sign = t.at(0) == '-' ? -1 : 1;
    if (Ascii.isDigit(t.at(0))) {
      return false;
    }
    int at = yearDigits + 1;
    int months = t.digits(at + 1, 2);
    int days = t.at(at + 3) == '-' ? t.digits(at + 4, 2) : -1;
    if (months < 0 || months > 11 || days < 0 || days > 30) {
      return false;
    }
    d.computeDateAndTime();
    d.hasJulianDay = false;
    d.year += sign * t.digits(1, yearDigits);
    d.addMonths(sign * months);
    d.computeDaysPastMonth();
    d.computeJulianDay();
    d.hasTime = false;
    d.hasDate = false;
    d.julianDayMs += (long) sign * days * DateTime.MS_PER_DAY;
    at += 6;
    if (t.at(at) == 0) {
      return true;
    }
    if (!Ascii.isSpace(t.at(at))) {
      return false;
    }
    return addTime(t, at + 1, sign < 0, d);
  }

  private static boolean addTime(DateText t, int at, boolean back, DateTime d) {
    DateTime time = new DateTime();
    if (!t.readTime(at, time)) {
      return false;
    }
    time.computeJulianDay();
    long ms = (time.julianDayMs - DateTime.HALF_DAY_MS) % DateTime.MS_PER_DAY;
    d.computeJulianDay();
    d.keepJulianDayOnly();
    d.julianDayMs += back ? -ms : ms;
    return true;
  }

  private static boolean addUnits(DateText t, int at, double number, DateTime d) {
    int length = t.length() - at;
    if (length < 3 || length > 10) {
      return false;
    }
    if (Ascii.lower(t.at(at + length - 1)) == 's') {
      length--;
    }
    d.computeJulianDay();
    d.daysPastMonth = 0;
    boolean found = false;
    for (int unit = 0; unit < UNITS.length && !found; unit++) {
      if (UNITS[unit].length() == length
          && t.startsWith(at, UNITS[unit])
          && number > -MOST[unit]
          && number < MOST[unit]) {
        addUnit(unit, number, d);
        found = true;
      }
    }
    d.keepJulianDayOnly();
    return found;
  }

  private static void addUnit(int unit, double number, DateTime d) {
    double rest = number;
    if (unit == MONTHS || unit == YEARS) {
      int whole = (int) number;
      d.computeDateAndTime();
      if (unit == MONTHS) {
        d.addMonths(whole);
      } else {
        d.year += whole;
      }
      d.computeDaysPastMonth();
      d.hasJulianDay = false;
      rest -= whole;
    }
    d.computeJulianDay();
    double rounder = number < 0 ? -0.5 : 0.5;
    d.julianDayMs += (long) (rest * 1000.0 * SECONDS_PER_UNIT[unit] + rounder);
  }
}
