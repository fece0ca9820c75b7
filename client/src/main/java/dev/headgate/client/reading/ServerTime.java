package dev.headgate.client.reading;

import dev.headgate.headers.reading.FieldLines;
import dev.headgate.headers.reading.HttpDate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What time it is for the server that sent a response: its {@code Date}, or our own clock where it
 * has none. A {@code Date} is cut to the second, so a delay to an instant of the server comes out
 * up to a second too long and never too short, however wrong its clock is. Most responses speak of
 * no instants, so the {@code Date} is read when it is asked for. For one thread.
 */
final class ServerTime {
  private static final long SECOND = 1_000_000;

  private final FieldLines fields;
  private final long receivedMicros;
  private boolean read;
  private long micros;

  ServerTime(FieldLines fields, long receivedMicros) {
    this.fields = fields;
    this.receivedMicros = receivedMicros;
  }

  /** Microseconds since the epoch. */
  long micros() {
    if (!read) {
      micros = ofDate();
      read = true;
    }
    return micros;
  }

  private long ofDate() {
    String date = Amounts.line(fields, "Date");
    if (date == null) {
      return receivedMicros;
    }
    Instant received = Instant.EPOCH.plus(receivedMicros, ChronoUnit.MICROS);
    return HttpDate.parse(date, received)
        .map(instant -> instant.getEpochSecond() * SECOND)
        .orElse(receivedMicros);
  }

  /** How long until an instant of the server; 0 if it is past. */
  long until(Instant instant) {
    long seconds = instant.getEpochSecond();
    if (seconds > Long.MAX_VALUE / SECOND - 1 || seconds < Long.MIN_VALUE / SECOND + 1) {
      return seconds < 0 ? 0 : Amounts.DELAY_MAX;
    }
    long at = seconds * SECOND + Math.ceilDiv(instant.getNano(), 1_000);
    // A date before the year 1970 minus a server after it does not overflow within these bounds.
    return Math.clamp(Math.max(at, micros()) - micros(), 0, Amounts.DELAY_MAX);
  }
}
