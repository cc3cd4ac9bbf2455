package tech.turso.datetime;

import tech.turso.base.DbException;
import tech.turso.func.CallContext;
import tech.turso.func.FunctionHost;
import tech.turso.value.Register;

/**
 * Reads the arguments of a date function: a time and modifiers of it. Kept from call to call, so
 * that a call allocates nothing in the usual cases.
 *
 * <p>SQLite: date.c isDate, parseDateOrTime.
 */
final class DateCall {
  private final String function;
  private final CallContext context;
  private final DateText text = new DateText();

  /** The time that {@link #read} read. */
  final DateTime time = new DateTime();

  /** A second time, for functions that need one. */
  final DateTime other = new DateTime();

  private DateCall(String function, CallContext context) {
    this.function = function;
    this.context = context;
  }

  /** The reader of the place that calls the function. */
  static DateCall of(String function, CallContext context) {
    if (context.memo() instanceof DateCall last) {
      return last;
    }
    DateCall call = new DateCall(function, context);
    context.memo(call);
    return call;
  }

  FunctionHost host() {
    return context.host();
  }

  /**
   * Fails where the result may depend on the arguments alone.
   *
   * @throws DbException.Sql in an index, a CHECK constraint or a generated column
   */
  void requireNotPure() {
    String place = context.pureUse();
    if (place != null) {
      throw new DbException.Sql("non-deterministic use of " + function + "() in " + place);
    }
  }

  /**
   * Reads arguments {@code first} to {@code end} into {@link #time}; none stand for 'now'.
   *
   * @return false if they are no valid time: the function gives NULL
   */
  boolean read(int first, int end) {
    return read(first, end, time);
  }

  boolean read(int first, int end, DateTime d) {
    d.clear();
    if (first >= end) {
      requireNotPure();
      d.setNow(host());
      return true;
    }
    Register value = context.arg(first);
    if (value.type == Register.INTEGER) {
      d.setRaw((double) value.integer);
    } else if (value.type == Register.REAL) {
      d.setRaw(value.real);
    } else if (!readText(first, d)) {
      return false;
    }
    for (int i = first + 1; i < end; i++) {
      Register modifier = context.textArg(i);
      if (modifier == null) {
        return false;
      }
      text.set(modifier);
      if (!DateModifiers.apply(this, text, d, i - first)) {
        return false;
      }
    }
    d.computeJulianDay();
    if (d.isError || !DateTime.isValid(d.julianDayMs)) {
      return false;
    }
    if (end - first == 1 && d.hasDate && d.day > 28) {
      d.hasDate = false; // February 30 becomes March 1 or 2
    }
    return true;
  }

  private boolean readText(int argument, DateTime d) {
    Register value = context.textArg(argument);
    if (value == null) {
      return false;
    }
    text.set(value);
    if (text.readDate(d) || text.readTime(0, d)) {
      return true;
    }
    if (text.is(0, "now")) {
      requireNotPure();
      d.setNow(host());
      return true;
    }
    if (text.isReal(0, text.length())) {
      d.setRaw(text.real());
      return true;
    }
    if (text.is(0, "subsec") || text.is(0, "subsecond")) {
      requireNotPure();
      d.showsFractions = true;
      d.setNow(host());
      return true;
    }
    return false;
  }
}
