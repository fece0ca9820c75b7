package dev.headgate.core.decision;

import dev.headgate.core.snapshot.Denial;
import dev.headgate.core.time.Micros;

/**
 * The one answer to a call. Throttled: a retry soon helps. Exhausted: only a reset or a purchase
 * helps. Refused: no retry helps.
 */
public sealed interface Decision {
  /** What was decided about. */
  Plan plan();

  /** The verdicts, in the order of the claims; empty where no counter was looked at. */
  Verdicts verdicts();

  /** Instant of the decision in microseconds. */
  long at();

  /** Whether the store did not answer in time and the outage rules of the limits decided. */
  boolean reduced();

  /** All binding claims were taken. */
  record Allowed(Plan plan, Taken taken) implements Decision {
    /** What the call holds until it is settled. */
    public Reservation reservation() {
      Reservation told = taken.reservation();
      return told != null ? told : Reservation.asPlanned(plan, taken.at());
    }

    @Override
    public Verdicts verdicts() {
      return taken.verdicts();
    }

    @Override
    public long at() {
      return taken.at();
    }

    @Override
    public boolean reduced() {
      return taken.reduced();
    }
  }

  /** A limit failed and no quota did, or the store did not answer. */
  record Throttled(Plan plan, Taken taken, Verdict binding) implements Decision {
    /** First instant at which the call would be allowed if nothing else happened. */
    public long retryAt() {
      return binding.passesAt();
    }

    @Override
    public Verdicts verdicts() {
      return taken.verdicts();
    }

    @Override
    public long at() {
      return taken.at();
    }

    @Override
    public boolean reduced() {
      return taken.reduced();
    }
  }

  /** A quota failed. */
  record Exhausted(Plan plan, Taken taken, Verdict binding) implements Decision {
    /**
     * First instant at which the call would be allowed if nothing was bought; {@link Micros#NEVER}
     * where only a purchase helps.
     */
    public long resetAt() {
      return binding.passesAt();
    }

    @Override
    public Verdicts verdicts() {
      return taken.verdicts();
    }

    @Override
    public long at() {
      return taken.at();
    }

    @Override
    public boolean reduced() {
      return taken.reduced();
    }
  }

  /** No retry helps. */
  record Refused(Plan plan, Verdicts verdicts, Denial denial) implements Decision {
    @Override
    public long at() {
      return plan.now();
    }

    @Override
    public boolean reduced() {
      return false;
    }
  }
}
