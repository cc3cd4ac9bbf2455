package tech.turso.datetime;

import tech.turso.func.CallContext;
import tech.turso.func.Utf8Builder;
import tech.turso.value.Register;

/**
 * strftime: a time by a format of the caller's. A conversion that does not exist makes it NULL.
 *
 * <p>SQLite: date.c strftimeFunc.
 */
final class Strftime {
  private Strftime() {}

  static void call(CallContext c) {
    Register format = c.argCount() == 0 ? null : c.textArg(0);
    DateCall call = DateCall.of("strftime", c);
    if (format == null || !call.read(1, c.argCount())) {
      return;
    }
    DateTime d = call.time;
    d.computeJulianDay();
    d.computeDateAndTime();
    Utf8Builder out = new Utf8Builder(c.host().maxLength(), format.length + 16);
    int end = format.offset + format.length;
    for (int at = format.offset; at < end && format.bytes[at] != 0; at++) {
      int b = format.bytes[at];
      if (b != '%') {
        out.put(b);
        continue;
      }
      at++;
      if (!convert(c, call, at < end ? format.bytes[at] : 0, out)) {
        return;
      }
    }
    out.toText(c.result());
  }

  private static boolean convert(CallContext c, DateCall call, int conversion, Utf8Builder out) {
    DateTime d = call.time;
    switch (conversion) {
      case 'd' -> number(d.day, 2, '0', out);
      case 'e' -> number(d.day, 2, ' ', out);
      case 'f' -> c.appendReal(Math.min(d.seconds, 59.999), 3, 6, out);
      case 'F' -> {
        number(d.year, 4, '0', out);
        out.put('-');
        number(d.month, 2, '0', out);
        out.put('-');
        number(d.day, 2, '0', out);
      }
      case 'G' -> number(thursday(call).year, 4, '0', out);
      case 'g' -> number(thursday(call).year % 100, 2, '0', out);
      case 'V' -> {
        DateTime thursday = thursday(call);
        number(thursday.daysAfterNewYear() / 7 + 1, 2, '0', out);
      }
      case 'H' -> number(d.hour, 2, '0', out);
      case 'k' -> number(d.hour, 2, ' ', out);
      case 'I' -> number((d.hour + 11) % 12 + 1, 2, '0', out);
      case 'l' -> number((d.hour + 11) % 12 + 1, 2, ' ', out);
      case 'j' -> number(d.daysAfterNewYear() + 1, 3, '0', out);
      case 'J' -> c.appendGeneral(d.julianDayMs / 86400000.0, 16, out);
      case 'm' -> number(d.month, 2, '0', out);
      case 'M' -> number(d.minute, 2, '0', out);
      case 'p' -> out.ascii(d.hour >= 12 ? "PM" : "AM");
      case 'P' -> out.ascii(d.hour >= 12 ? "pm" : "am");
      case 'R' -> hourAndMinute(d, out);
      case 's' -> {
        if (d.showsFractions) {
          c.appendReal((d.julianDayMs - DateTime.EPOCH_MS) / 1000.0, 3, 0, out);
        } else {
          out.ascii(Long.toString(DateFunctions.unixSeconds(d)));
        }
      }
      case 'S' -> number((int) d.seconds, 2, '0', out);
      case 'T' -> {
        hourAndMinute(d, out);
        out.put(':');
        number((int) d.seconds, 2, '0', out);
      }
      case 'u' -> out.put('0' + (d.daysAfterSunday() + 6) % 7 + 1);
      case 'w' -> out.put('0' + d.daysAfterSunday());
      case 'U' -> number((d.daysAfterNewYear() - d.daysAfterSunday() + 7) / 7, 2, '0', out);
      case 'W' -> number((d.daysAfterNewYear() - d.daysAfterMonday() + 7) / 7, 2, '0', out);
      case 'Y' -> number(d.year, 4, '0', out);
      case '%' -> out.put('%');
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void hourAndMinute(DateTime d, Utf8Builder out) {
    number(d.hour, 2, '0', out);
    out.put(':');
    number(d.minute, 2, '0', out);
  }

  /** The Thursday of the same week, which begins on Monday: it decides to which year it counts. */
  private static DateTime thursday(DateCall call) {
    DateTime d = call.other;
    d.set(call.time);
    d.julianDayMs += (3L - d.daysAfterMonday()) * DateTime.MS_PER_DAY;
    d.hasDate = false;
    d.computeDate();
    return d;
  }

  /** Appends a number filled up to a width, of which a minus sign is a part. */
  private static void number(int value, int width, int fill, Utf8Builder out) {
    String digits = Integer.toString(Math.abs(value));
    int missing = width - digits.length() - (value < 0 ? 1 : 0);
    if (fill == ' ') {
      out.fill(' ', missing);
    }
    if (value < 0) {
      out.put('-');
    }
    if (fill == '0') {
      out.fill('0', missing);
    }
    out.ascii(digits);
  }
}
