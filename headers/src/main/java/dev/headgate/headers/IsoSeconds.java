package dev.headgate.headers;

/**
 * Writes the instant of a reset as {@code X-RateLimit-Reset} has it: ISO 8601 in UTC with whole
 * seconds, {@code 2026-03-26T16:00:00Z}, rounded up, so that it never lies in the past. The last
 * text is kept, because the resets of a window repeat call after call. Reusable; not safe for use
 * by several threads at once.
 */
public final class IsoSeconds {

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final long SECONDS_MAX = 253_402_300_799L; // 9999-12-31T23:59:59Z
  private static final int TEXT_LENGTH = 20;

  private final AsciiBuffer buffer = new AsciiBuffer(TEXT_LENGTH);
  private long lastSecond = 0;
  private String last = "1970-01-01T00:00:00Z";

  /**
   * The later of the reset and now, as text.
   *
   * @param resetMicros instant of the reset, microseconds since the epoch; before 1970 is written
   *     as its start, after the year 9999 as its end
   * @param nowMicros the instant of the answer, microseconds since the epoch
   */
  public String format(long resetMicros, long nowMicros) {
    long micros = Math.max(0, Math.max(resetMicros, nowMicros));
    long second = Math.min(SECONDS_MAX, Math.ceilDiv(micros, MICROS_PER_SECOND));
    if (second != lastSecond) {
      last = text(second);
      lastSecond = second;
    }
    return last;
  }

  private String text(long second) {
    appendDate(second / SECONDS_PER_DAY);
    int ofDay = (int) (second % SECONDS_PER_DAY);
    append('T', ofDay / 3600);
    append(':', ofDay / 60 % 60);
    append(':', ofDay % 60);
    buffer.append('Z');
    return buffer.finish();
  }

  /**
   * Days since 1970 to a Gregorian date. Years start in March, so that the leap day is the last of
   * its year; in an era of 400 years (146,097 days) the year follows from the day by taking out the
   * leap days before it, and the month because March to February have 153 days per five months.
   */
  private void appendDate(long epochDay) {
    long day = epochDay + 719_468; // since 1 March of the year 0
    int ofEra = (int) (day % 146_097);
    int yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int monthFromMarch = (5 * ofYear + 2) / 153;
    int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    int year = (int) (day / 146_097) * 400 + yearOfEra + (month <= 2 ? 1 : 0);
    buffer.appendTwoDigits(year / 100);
    buffer.appendTwoDigits(year % 100);
    append('-', month);
    append('-', ofYear - (153 * monthFromMarch + 2) / 5 + 1);
  }

  private void append(char before, int twoDigits) {
    buffer.append(before);
    buffer.appendTwoDigits(twoDigits);
  }
}
