package tech.turso.datetime;

import tech.turso.base.Ascii;
import tech.turso.value.Register;
import tech.turso.value.TextNumber;

/**
 * A text of a time or a modifier, read by its bytes; it ends at its first NUL.
 *
 * <p>SQLite: date.c getDigits, parseTimezone, parseHhMmSs, parseYyyyMmDd.
 */
final class DateText {
  private final Register number = new Register();
  private byte[] bytes = {};
  private int from;
  private int end;

  void set(Register text) {
    bytes = text.bytes;
    from = text.offset;
    end = from + text.length;
    for (int i = from; i < end; i++) {
      if (bytes[i] == 0) {
        end = i;
      }
    }
  }

  /** How many bytes there are. */
  int length() {
    return end - from;
  }

  /** The byte at {@code i}; 0 at the end and beyond. */
  int at(int i) {
    return from + i < end ? bytes[from + i] : 0;
  }

  /** Whether the text from {@code i} on is {@code word}, in any case. */
  boolean is(int i, String word) {
    return length() - i == word.length() && startsWith(i, word);
  }

  /** Whether the text from {@code i} on begins with {@code word}, in any case. */
  boolean startsWith(int i, String word) {
    for (int k = 0; k < word.length(); k++) {
      if (Ascii.lower(at(i + k)) != word.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  int skipSpace(int i) {
    int at = i;
    while (Ascii.isSpace(at(at))) {
      at++;
    }
    return at;
  }

  /** The number of exactly {@code count} digits at {@code i}; -1 if they are not all there. */
  int digits(int i, int count) {
    int value = 0;
    for (int k = 0; k < count; k++) {
      int c = at(i + k);
      if (!Ascii.isDigit(c)) {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value;
  }

  /** Whether the {@code length} bytes at {@code i} are a number, which {@link #real} then is. */
  boolean isReal(int i, int length) {
    return (TextNumber.readReal(bytes, from + i, length, number) & TextNumber.WHOLE) != 0;
  }

  /** The number that {@link #isReal} found. */
  double real() {
    return number.real;
  }

  /** Reads {@code [-]YYYY-MM-DD[ time]}, the whole text; false if it is none. */
  boolean readDate(DateTime d) {
    int i = at(0) == '-' ? 1 : 0;
    int year = digits(i, 4);
    int month = at(i + 4) == '-' ? digits(i + 5, 2) : -1;
    int day = at(i + 7) == '-' ? digits(i + 8, 2) : -1;
    if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31) {
      return false;
    }
    int at = i + 10;
    while (Ascii.isSpace(at(at)) || at(at) == 'T') {
      at++;
    }
    boolean hasTime = readTime(at, d);
    if (!hasTime) {
      if (at(at) != 0) {
        return false;
      }
      d.hasTime = false;
    }
    d.hasJulianDay = false;
    d.hasDate = true;
    d.year = i > 0 ? -year : year;
    d.month = month;
    d.day = day;
    d.computeDaysPastMonth();
    if (d.zoneMinutes != 0) {
      d.computeJulianDay();
    } else if (d.hasTime && d.hour == 24) {
      d.computeJulianDay();
      d.daysPastMonth = 0;
    }
    return true;
  }

  /** Reads {@code HH:MM[:SS[.FFF]][zone]} from {@code i} to the end; false if it is none. */
  boolean readTime(int i, DateTime d) {
    int hour = digits(i, 2);
    int minute = at(i + 2) == ':' ? digits(i + 3, 2) : -1;
    if (hour < 0 || hour > 24 || minute < 0 || minute > 59) {
      return false;
    }
    int at = i + 5;
    int second = 0;
    double fraction = 0.0;
    if (at(at) == ':') {
      second = digits(at + 1, 2);
      if (second < 0 || second > 59) {
        return false;
      }
      at += 3;
      if (at(at) == '.' && Ascii.isDigit(at(at + 1))) {
        double scale = 1.0;
        for (at++; Ascii.isDigit(at(at)); at++) {
          fraction = fraction * 10.0 + (at(at) - '0');
          scale *= 10.0;
        }
        fraction = Math.min(fraction / scale, 0.999); // never rounded to the next second
      }
    }
    if (hour == 24 && (minute != 0 || second != 0 || fraction != 0)) {
      return false;
    }
    d.hasJulianDay = false;
    d.isRaw = false;
    d.hasTime = true;
    d.hour = hour;
    d.minute = minute;
    d.seconds = second + fraction;
    return readZone(at, d);
  }

  /** Reads {@code Z} or {@code +HH:MM} or nothing, to the end. */
  private boolean readZone(int i, DateTime d) {
    int at = skipSpace(i);
    d.zoneMinutes = 0;
    switch (at(at)) {
      case 0 -> {
        return true;
      }
      case 'Z', 'z' -> {
        at++;
        d.isLocal = false;
        d.isUtc = true;
      }
      case '+', '-' -> {
        int hours = digits(at + 1, 2);
        int minutes = at(at + 3) == ':' ? digits(at + 4, 2) : -1;
        if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) {
          return false;
        }
        d.zoneMinutes = (at(at) == '-' ? -1 : 1) * (minutes + hours * 60);
        at += 6;
      }
      default -> {
        return false;
      }
    }
    return at(skipSpace(at)) == 0;
  }
}
