package dev.headgate.core.snapshot;

import dev.headgate.core.call.Call;
import dev.headgate.core.limit.Meter;
import java.util.function.Function;

/**
 * Gives the meter of a rule for a call; it depends on operation and caller alone and is kept per
 * caller. Amounts may differ from caller to caller, the signature does not.
 *
 * @param signature {@link Meter#signature()} of every meter it gives
 * @param meter the meter for a call
 */
public record MeterSource(String signature, Function<Call, Meter> meter) {
  /** The same meter for everybody. */
  public static MeterSource of(Meter meter) {
    return new MeterSource(meter.signature(), call -> meter);
  }
}
