package dev.headgate.core.property;

import dev.headgate.core.decision.Verdict;
import dev.headgate.core.reference.Lines;
import dev.headgate.core.scenario.CallSpec;
import dev.headgate.core.scenario.World;
import dev.headgate.core.snapshot.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Calls that are never carried out, through which every counter of a scenario can be seen. */
final class Witnesses {
  private final List<CallSpec> calls = new ArrayList<>();

  /** One for each key that a scenario's calls can have. */
  Witnesses() {
    for (int i = 0; i < 9; i++) {
      calls.add(new CallSpec("app-" + i % 3, "issue-" + i / 3, i, 0, null));
    }
  }

  /** What each of them would be answered now. */
  List<String> seen(World world) {
    return calls.stream().map(call -> Lines.of(world.foretell(call))).toList();
  }

  /** What is left now, by name of the rule and key, which for a member of a pool is the pool's. */
  Map<String, Long> remainingOfPools(World world) {
    return remaining(world, Envelope::counter);
  }

  /** What is left now, by name of the rule and key. */
  Map<String, Long> remaining(World world) {
    return remaining(world, claim -> claim.rule().name() + claim.key());
  }

  private Map<String, Long> remaining(World world, Function<Claim, String> name) {
    Map<String, Long> remaining = new TreeMap<>();
    for (CallSpec call : calls) {
      for (Verdict verdict : world.foretell(call).verdicts()) {
        remaining.put(name.apply(verdict.claim()), verdict.remaining());
      }
    }
    return remaining;
  }
}
