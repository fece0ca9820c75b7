package dev.headgate.testkit.cases;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.settlement.Actual;
import dev.headgate.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one case through the real engine, with empty counters and a clock of its own. */
final class CaseRunner {
  private final Policy policy;
  private final DecisionCase told;
  private final Bench bench;
  private final Map<String, List<Decision.Allowed>> running = new HashMap<>();
  private long calls;

  private CaseRunner(Policy policy, DecisionCase told) {
    this.policy = policy;
    this.told = told;
    bench = new Bench(policy, told.begin());
  }

  static CaseResult run(Policy policy, DecisionCase told) {
    return new CaseRunner(policy, told).run();
  }

  private CaseResult run() {
    for (Step step : told.steps()) {
      bench.advance(step.after());
      switch (step) {
        case Step.Calls made -> {
          CaseResult.Failed failed = calls(made);
          if (failed != null) {
            return failed;
          }
        }
        case Step.End end -> end(end);
      }
    }
    return new CaseResult.Held(told, calls);
  }

  private CaseResult.@Nullable Failed calls(Step.Calls step) {
    List<Expectation> each =
        step.expected().stream().filter(one -> !one.subject().afterwards()).toList();
    for (int number = 1; number <= step.asked().times(); number++) {
      Decision decision = bench.decide(step.asked().call());
      calls++;
      CaseResult.Failed failed = failed(step, number, decision, each);
      if (failed != null) {
        return failed;
      }
      over(step.asked(), decision);
    }
    List<Expectation> afterwards =
        step.expected().stream().filter(one -> one.subject().afterwards()).toList();
    return afterwards.isEmpty()
        ? null
        : failed(step, 0, bench.check(step.asked().call()), afterwards);
  }

  private CaseResult.@Nullable Failed failed(
      Step.Calls step, int number, Decision decision, List<Expectation> expected) {
    Answered answered = new Answered(policy, decision);
    List<Difference> differences = answered.differences(expected);
    if (differences.isEmpty()) {
      return null;
    }
    Step.Asked asked = step.asked();
    CaseResult.Where where =
        new CaseResult.Where(step.place(), asked.title(), bench.now(), number, asked.times());
    return new CaseResult.Failed(told, where, differences, answered.standings());
  }

  private void over(Step.Asked asked, Decision decision) {
    if (!(decision instanceof Decision.Allowed allowed)) {
      return;
    }
    if (!asked.runs().isEmpty()) {
      running.computeIfAbsent(asked.runs(), name -> new ArrayList<>()).add(allowed);
      return;
    }
    Map<String, Long> actual = asked.actual();
    bench.settle(allowed, actual == null ? Actual.AS_RESERVED : new Actual(actual, false));
  }

  private void end(Step.End end) {
    List<Decision.Allowed> ending = running.remove(end.running());
    if (ending != null) {
      ending.forEach(allowed -> bench.settle(allowed, Actual.AS_RESERVED));
    }
  }
}
