package dev.headgate.core.snapshot;

import dev.headgate.core.call.Call;
import dev.headgate.core.limit.Meter;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gives the meter of a rule for a call; it depends on operation and caller alone and is kept per
 * caller. Amounts may differ from caller to caller, the signature does not.
 *
 * @param signature {@link Meter#signature()} of every meter it gives
 * @param shape one of its meters: the states of all have as many words
 * @param meter the meter for a call
 * @param byAmount the same arithmetic with one amount for everybody, or null where that is not
 *     known
 */
public record MeterSource(
    String signature,
    Meter shape,
    Function<Call, Meter> meter,
    @Nullable LongFunction<MeterSource> byAmount) {
  /** A source that is not known with another amount. */
  public MeterSource(String signature, Meter shape, Function<Call, Meter> meter) {
    this(signature, shape, meter, null);
  }

  /** This source, which is known with other amounts. */
  public MeterSource sizedBy(LongFunction<MeterSource> made) {
    return new MeterSource(signature, shape, meter, made);
  }

  /**
   * The same arithmetic with one amount for everybody, or null where that is not known.
   *
   * @throws IllegalArgumentException where the amount is impossible for this kind
   * @throws ArithmeticException likewise
   */
  public @Nullable MeterSource sized(long amount) {
    return byAmount == null ? null : byAmount.apply(amount);
  }

  /** The same meter for everybody. */
  public static MeterSource of(Meter meter) {
    return new MeterSource(meter.signature(), meter, new Constant(meter));
  }

  /** The meter that everybody has, or null where it depends on the caller. */
  public @Nullable Meter constant() {
    return meter instanceof Constant(Meter same) ? same : null;
  }

  private record Constant(Meter same) implements Function<Call, Meter> {
    @Override
    public Meter apply(Call call) {
      return same;
    }
  }
}
