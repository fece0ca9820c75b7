package dev.headgate.simulator.mapping;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the time in a log means.
 *
 * @param source of the text
 * @param zone of texts that name none
 * @param end whether it is the instant at which the call ended; else that at which it began
 * @param spread of equal stamps
 * @param window how far a line may stand behind a later one, in microseconds
 * @param duration how long the call ran, or null where the log does not say
 * @param unit of the duration, in microseconds
 */
public record Stamping(
    ValueSource source,
    ZoneId zone,
    boolean end,
    Spread spread,
    long window,
    @Nullable ValueSource duration,
    long unit) {
  /** The same with another spread. */
  public Stamping with(Spread other) {
    return new Stamping(source, zone, end, other, window, duration, unit);
  }
}
