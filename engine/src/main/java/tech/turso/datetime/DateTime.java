package tech.turso.datetime;

import tech.turso.func.FunctionHost;

/**
 * A time as a Julian day, as date and time of day, or as both; each is computed from the other when
 * asked for. Mutable, used again for every call.
 *
 * <p>SQLite: date.c struct DateTime.
 */
final class DateTime {
  static final int MS_PER_DAY = 86_400_000;

  /** Noon to midnight. */
  static final int HALF_DAY_MS = 43_200_000;

  /** The Julian day of 1970-01-01 in milliseconds. */
  static final long EPOCH_MS = 210_866_760_000_000L;

  private static final long LAST_MS = 464_269_060_799_999L;
  private static final long FIRST_YEAR = -4713;
  private static final long LAST_YEAR = 9999;

  /** Between these, 1970-01-01 and 2038-01-18, the time zone is asked for the very time. */
  private static final long ZONE_FROM_MS = 210_866_760_000_000L;

  private static final long ZONE_TO_MS = 213_014_145_600_000L;

  /** Milliseconds; valid if {@link #hasJulianDay}. */
  long julianDayMs;

  int year;
  int month;
  int day;
  int hour;
  int minute;

  /** Seconds of the minute; or, if {@link #isRaw}, the number that was given for a time. */
  double seconds;

  /** What local time is ahead of UTC; taken off when the Julian day is computed. */
  int zoneMinutes;

  /** How many days after its month a date such as February 30 is. */
  int daysPastMonth;

  boolean hasJulianDay;
  boolean hasDate;
  boolean hasTime;

  /** The time was given as a number, and no modifier has said yet what it means. */
  boolean isRaw;

  /** A computation left the range of years. */
  boolean isError;

  /** Fractions of seconds are to be shown. */
  boolean showsFractions;

  boolean isUtc;
  boolean isLocal;

  void clear() {
    julianDayMs = 0;
    year = month = day = hour = minute = 0;
    seconds = 0;
    zoneMinutes = 0;
    daysPastMonth = 0;
    hasJulianDay = hasDate = hasTime = false;
    isRaw = isError = showsFractions = isUtc = isLocal = false;
  }

  void set(DateTime from) {
    julianDayMs = from.julianDayMs;
    year = from.year;
    month = from.month;
    day = from.day;
    hour = from.hour;
    minute = from.minute;
    seconds = from.seconds;
    zoneMinutes = from.zoneMinutes;
    daysPastMonth = from.daysPastMonth;
    hasJulianDay = from.hasJulianDay;
    hasDate = from.hasDate;
    hasTime = from.hasTime;
    isRaw = from.isRaw;
    isError = from.isError;
    showsFractions = from.showsFractions;
    isUtc = from.isUtc;
    isLocal = from.isLocal;
  }

  private void fail() {
    clear();
    isError = true;
  }

  /** Forgets date and time of day, which follow from the Julian day from now on. */
  void keepJulianDayOnly() {
    hasDate = false;
    hasTime = false;
    zoneMinutes = 0;
  }

  /** Sets a time of which only the Julian day is known. */
  void setJulianDay(long ms) {
    keepJulianDayOnly();
    julianDayMs = ms;
    hasJulianDay = true;
  }

  /** Whether a Julian day is between noon of -4713-11-24 and the end of 9999. */
  static boolean isValid(long julianDayMs) {
    return julianDayMs >= 0 && julianDayMs <= LAST_MS;
  }

  /** Sets the statement's time. */
  void setNow(FunctionHost host) {
    setJulianDay(host.statementTimeMs() + EPOCH_MS);
    isUtc = true;
    isLocal = false;
  }

  /** Sets a number that is a Julian day if it can be one, until a modifier says otherwise. */
  void setRaw(double number) {
    seconds = number;
    isRaw = true;
    if (number >= 0.0 && number < 5373484.5) {
      julianDayMs = (long) (number * MS_PER_DAY + 0.5);
      hasJulianDay = true;
    }
  }

  /** Takes a number that cannot be a Julian day for seconds since 1970. */
  void guessRaw() {
    if (!isRaw || hasJulianDay) {
      isRaw = false;
    } else if (seconds >= -210_866_760_000.0 && seconds <= 253_402_300_799.0) {
      setUnixSeconds();
    }
  }

  /** Takes the number for seconds since 1970; false if that is no valid time. */
  boolean rawIsUnix() {
    double ms = seconds * 1000.0 + EPOCH_MS;
    if (ms >= 0.0 && ms < 464_269_060_800_000.0) {
      setUnixSeconds();
      return true;
    }
    return false;
  }

  private void setUnixSeconds() {
    double ms = seconds * 1000.0 + EPOCH_MS;
    setJulianDay((long) (ms + 0.5));
    isRaw = false;
  }

  /** Computes the Julian day. Source: Meeus, "Astronomical Algorithms", page 61. */
  void computeJulianDay() {
    if (hasJulianDay) {
      return;
    }
    int y = hasDate ? year : 2000;
    int m = hasDate ? month : 1;
    int d = hasDate ? day : 1;
    if (y < FIRST_YEAR || y > LAST_YEAR || isRaw) {
      fail();
      return;
    }
    if (m <= 2) {
      y--;
      m += 12;
    }
    int century = (y + 4800) / 100;
    int gregorian = 38 - century + century / 4;
    int days = 36525 * (y + 4716) / 100 + 306001 * (m + 1) / 10000 + d + gregorian;
    julianDayMs = (long) ((days - 1524.5) * MS_PER_DAY);
    hasJulianDay = true;
    if (hasTime) {
      julianDayMs += hour * 3_600_000L + minute * 60_000L + (long) (seconds * 1000 + 0.5);
      if (zoneMinutes != 0) {
        julianDayMs -= zoneMinutes * 60_000L;
        keepJulianDayOnly();
        isUtc = true;
        isLocal = false;
      } else if (hour == 24) {
        keepJulianDayOnly(); // it is the next day's midnight
      }
    }
  }

  /** Computes the date. Source: Meeus, "Astronomical Algorithms", page 63. */
  void computeDate() {
    if (hasDate) {
      return;
    }
    if (!hasJulianDay) {
      year = 2000;
      month = 1;
      day = 1;
    } else if (!isValid(julianDayMs)) {
      fail();
      return;
    } else {
      int z = (int) ((julianDayMs + HALF_DAY_MS) / MS_PER_DAY);
      int alpha = (int) ((z + 32044.75) / 36524.25) - 52;
      int a = z + 1 + alpha - (alpha + 100) / 4 + 25;
      int b = a + 1524;
      int c = (int) ((b - 122.1) / 365.25);
      int d = 36525 * (c & 32767) / 100;
      int e = (int) ((b - d) / 30.6001);
      day = b - d - (int) (30.6001 * e);
      month = e < 14 ? e - 1 : e - 13;
      year = month > 2 ? c - 4716 : c - 4715;
    }
    hasDate = true;
  }

  /** Computes the time of day. */
  void computeTime() {
    if (hasTime) {
      return;
    }
    computeJulianDay();
    int ms = (int) ((julianDayMs + HALF_DAY_MS) % MS_PER_DAY);
    seconds = ms % 60_000 / 1000.0;
    int minutes = ms / 60_000;
    minute = minutes % 60;
    hour = minutes / 60;
    isRaw = false;
    hasTime = true;
  }

  void computeDateAndTime() {
    computeDate();
    computeTime();
  }

  /** Computes {@link #daysPastMonth} of a date whose day is at most 31. */
  void computeDaysPastMonth() {
    int last;
    if (month == 2) {
      last = year % 4 != 0 || year % 100 == 0 && year % 400 != 0 ? 28 : 29;
    } else {
      last = month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }
    daysPastMonth = Math.max(day - last, 0);
  }

  /** Adds months, which may be negative, to the date; the day of the month stays as it is. */
  void addMonths(int months) {
    month += months;
    int years = month > 0 ? (month - 1) / 12 : (month - 12) / 12;
    year += years;
    month -= years * 12;
  }

  /**
   * Moves a time in UTC to the local zone. Outside of 1970 to 2037 the zone is that of a year in
   * between with the same leap days.
   */
  void toLocal(FunctionHost host) {
    computeJulianDay();
    long ms = julianDayMs;
    int yearsAhead = 0;
    if (ms < ZONE_FROM_MS || ms > ZONE_TO_MS) {
      DateTime alike = new DateTime();
      alike.set(this);
      alike.computeDateAndTime();
      yearsAhead = 2000 + alike.year % 4 - alike.year;
      alike.year += yearsAhead;
      alike.hasJulianDay = false;
      alike.computeJulianDay();
      ms = alike.julianDayMs;
    }
    long utcSeconds = ms / 1000 - EPOCH_MS / 1000;
    long localMs = (utcSeconds + host.utcOffsetSeconds(utcSeconds)) * 1000 + EPOCH_MS;
    double fraction = julianDayMs % 1000 * 0.001;
    setJulianDay(localMs);
    computeDateAndTime();
    year -= yearsAhead;
    seconds += fraction;
    hasJulianDay = false;
    isRaw = false;
    isError = false;
  }

  /** Takes the time for one in the local zone and moves it to UTC. */
  void toUtc(FunctionHost host) {
    computeJulianDay();
    long local = julianDayMs;
    long guess = local;
    long error = 0;
    DateTime trial = new DateTime();
    int rounds = 0;
    do {
      guess -= error;
      trial.clear();
      trial.setJulianDay(guess);
      trial.toLocal(host);
      trial.computeJulianDay();
      error = trial.julianDayMs - local;
    } while (error != 0 && rounds++ < 3);
    clear();
    setJulianDay(guess);
    isUtc = true;
  }

  /** Days since the last Monday; the Julian day is known. */
  int daysAfterMonday() {
    return (int) ((julianDayMs + HALF_DAY_MS) / MS_PER_DAY) % 7;
  }

  /** Days since the last Sunday; the Julian day is known. */
  int daysAfterSunday() {
    return (int) ((julianDayMs + HALF_DAY_MS + MS_PER_DAY) / MS_PER_DAY) % 7;
  }

  /** Days since January 1 of the same year; everything is known. */
  int daysAfterNewYear() {
    DateTime newYear = new DateTime();
    newYear.set(this);
    newYear.hasJulianDay = false;
    newYear.month = 1;
    newYear.day = 1;
    newYear.computeJulianDay();
    return (int) ((julianDayMs - newYear.julianDayMs + HALF_DAY_MS) / MS_PER_DAY);
  }
}
