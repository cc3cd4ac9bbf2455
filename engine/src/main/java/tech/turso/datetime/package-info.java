/**
 * The date and time functions: {@link tech.turso.datetime.DateFunctions#all()}.
 *
 * <p>A time is a count of milliseconds since noon of November 24, 4714 BC in Greenwich (a Julian
 * day number times 86400000), or a date and a time of day of the Gregorian calendar, which is used
 * for all times. Years go from -4713 to 9999. The clock and the local time zone are asked of {@link
 * tech.turso.func.FunctionHost}; nothing here knows of the machine's.
 */
package tech.turso.datetime;
