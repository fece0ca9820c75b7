package dev.headgate.client.share;

import dev.headgate.client.profile.GateKey;
import dev.headgate.client.profile.Rate;
import dev.headgate.client.profile.SlotRule;

/** Gives the places of a gate under a rate; several governors may be given the same ones. */
@FunctionalInterface
public interface Shares {
  /** For a governor that shares with nobody. */
  Shares ALONE =
      (gate, rate) ->
          rate.rule() == SlotRule.AFTER_RESPONSE ? new SlotRing(rate) : new SteadySlots(rate);

  /** The places of {@code gate} under {@code rate}; the same pair gives the same places. */
  Slots slots(GateKey gate, Rate rate);
}
