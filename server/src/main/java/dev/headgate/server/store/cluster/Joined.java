package dev.headgate.server.store.cluster;

import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.time.Micros;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer out of those of the parts. Its instant is the earliest of theirs, so that nothing is
 * ever given back to a window later than the one it was taken from; how long somebody has to wait
 * is as long as by the clock of the part that says so. For one thread.
 */
final class Joined {
  private final Plan plan;
  private final long at;
  private final long[] levels;
  private final long[] waits;

  /** Begins with the answers of all parts, in their order. */
  Joined(Spread spread, List<Taken> seen) {
    plan = spread.plan();
    at = seen.stream().mapToLong(Taken::at).min().orElse(plan.now());
    levels = new long[Verdicts.WORDS_EACH * plan.matched().size()];
    waits = new long[plan.matched().size()];
    for (int i = 0; i < seen.size(); i++) {
      see(spread.parts().get(i), seen.get(i));
    }
  }

  /** Puts what was said last of some claims in the place of what was said before. */
  void see(Part part, Taken said) {
    for (int i = 0; i < part.places().size(); i++) {
      int place = part.places().get(i);
      Verdict verdict = said.verdicts().get(i);
      levels[Verdicts.WORDS_EACH * place] = verdict.level();
      levels[Verdicts.WORDS_EACH * place + 1] = verdict.levelAt();
      boolean never = verdict.passesAt() == Micros.NEVER;
      waits[place] = never ? Micros.NEVER : Math.max(0, verdict.passesAt() - said.at());
    }
  }

  /** Says that what fails in a part may pass once what is held there is over. */
  void soon(Part part) {
    for (int place : part.places()) {
      waits[place] = Math.min(waits[place], Partition.HOLD_LIFE);
    }
  }

  /** The earliest instant of the parts. */
  long at() {
    return at;
  }

  /** A refusal, or what is foretold. */
  Taken refused() {
    return taken(false, null, Taken.Repetition.FIRST);
  }

  Taken taken(boolean passed, @Nullable Reservation held, Taken.Repetition repetition) {
    long[] passesAt = new long[waits.length];
    for (int i = 0; i < waits.length; i++) {
      passesAt[i] = waits[i] == Micros.NEVER ? Micros.NEVER : at + waits[i];
    }
    boolean taking = passed && repetition == Taken.Repetition.FIRST;
    Verdicts verdicts = new Verdicts(plan.matched(), at, taking, levels, passesAt);
    return new Taken(verdicts, at, passed, held, repetition);
  }
}
