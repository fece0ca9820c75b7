package dev.headgate.simulator.search;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.snapshot.Denial;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.replay.Witness;
import java.util.HashMap;
import java.util.Map;

/**
 * Whom a limit concerned, and whom it limited, calls dearer than all of it included; whom a gate
 * keeps away never reached it. For one thread.
 */
final class Members implements Witness {
  /** The most that are told apart; others count as one. */
  static final int MEMBERS_MAX = 1_000_000;

  private static final String OTHERS = "(others)";

  private final Counted counted;
  private final Map<String, Boolean> limited = new HashMap<>();

  Members(Counted counted) {
    this.counted = counted;
  }

  /** The name under which one more is counted. */
  static String kept(String name, int known, boolean isKnown) {
    return isKnown || known < MEMBERS_MAX ? name : OTHERS;
  }

  @Override
  public void decided(LoggedCall call, Decision decision) {
    Matched matched = decision.plan().matched();
    Denial denial = matched.denial();
    boolean tooDear = denial != null && denial.kind() == Denial.Kind.TOO_DEAR;
    if (denial != null && !tooDear) {
      return;
    }
    for (int i = 0; i < matched.size(); i++) {
      String name = counted.name(call, matched.claim(i).key());
      if (name != null) {
        String kept = kept(name, limited.size(), limited.containsKey(name));
        limited.merge(kept, tooDear || decision.verdicts().failed(i), Boolean::logicalOr);
      }
    }
  }

  Trial trial(long amount) {
    long within = limited.values().stream().filter(hurt -> !hurt).count();
    return new Trial(amount, within, limited.size());
  }
}
