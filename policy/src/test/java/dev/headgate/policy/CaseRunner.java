package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.reply.Refusal;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.snapshot.Denial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs decision cases through the real engine, each with empty counters and a clock of its own. */
final class CaseRunner {
  private final Bench bench;
  private final Map<String, List<Decision>> running = new HashMap<>();

  private CaseRunner(Bench bench) {
    this.bench = bench;
  }

  /** Runs a case; an assertion fails at the first step that is answered in another way. */
  static void run(Policy policy, DecisionCase told) {
    Long begin = told.steps().getFirst().when().at();
    assertThat(begin).as("%s: the first step has an instant, at", told).isNotNull();
    CaseRunner runner = new CaseRunner(new Bench(policy, Objects.requireNonNull(begin)));
    told.steps().forEach(runner::step);
  }

  private void step(DecisionCase.Step step) {
    Long at = step.when().at();
    long now = bench.time().micros();
    bench.time().advance(at == null ? step.when().after() : at - now);
    DecisionCase.Asked asked = step.asked();
    if (asked == null) {
      List<Decision> ending = running.remove(step.ended());
      assertThat(ending).as("%s: %s runs", step.place(), step.ended()).isNotNull();
      for (Decision decision : Objects.requireNonNull(ending)) {
        bench.settle(decision, Actual.AS_RESERVED);
      }
      return;
    }
    Call call = call(asked);
    for (int i = 1; i <= asked.times(); i++) {
      String where = step.place() + ", call " + i + " of " + asked.times();
      Decision decision = bench.decide(call);
      answered(where, step.expected(), decision);
      end(asked, step.expected().actual(), decision);
    }
    left(step.place().toString(), step.expected(), bench.check(call));
  }

  private Call call(DecisionCase.Asked asked) {
    int space = asked.request().indexOf(' ');
    String method = asked.request().substring(0, space);
    Call call = bench.call(method, asked.request().substring(space + 1), asked.caller());
    Map<String, String> attributes = new HashMap<>(call.attributes());
    attributes.putAll(asked.attributes());
    return new Call(
        call.operation(), call.caller(), call.query(), attributes, asked.costs(), null, true);
  }

  private void end(
      DecisionCase.Asked asked, @Nullable Map<String, Long> actual, Decision decision) {
    if (!(decision instanceof Decision.Allowed)) {
      return;
    }
    if (asked.runs().isEmpty()) {
      bench.settle(decision, actual == null ? Actual.AS_RESERVED : new Actual(actual, false));
    } else {
      running.computeIfAbsent(asked.runs(), name -> new ArrayList<>()).add(decision);
    }
  }

  private void answered(String where, DecisionCase.Expected expected, Decision decision) {
    String answer = decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    assertThat(answer).as("%s: %s", where, reason(decision)).isEqualTo(expected.answer());
    if (!expected.binding().isEmpty()) {
      assertThat(binding(decision).claim().rule().name()).as(where).isEqualTo(expected.binding());
    }
    if (!expected.reason().isEmpty()) {
      assertThat(reason(decision)).as(where).isEqualTo(expected.reason());
    }
    Long retryAfter = expected.retryAfter();
    if (retryAfter != null) {
      assertThat(binding(decision).passesAt() - bench.time().micros())
          .as("%s: microseconds to the retry", where)
          .isEqualTo(retryAfter);
    }
    expected
        .quoted()
        .forEach(
            (unit, points) ->
                assertThat(decision.plan().matched().quote().reserve(unit))
                    .as("%s: %s", where, unit)
                    .isEqualTo(points));
    fields(where, expected.fields(), decision);
    refused(where, expected.refusal(), decision);
  }

  private void refused(String where, DecisionCase.Refused expected, Decision decision) {
    Refusal refusal = bench.policy().dialect(decision.plan().call().operation()).refusal(decision);
    if (expected.status() != 0) {
      assertThat(refusal).as(where).extracting(Refusal::status).isEqualTo(expected.status());
    }
    if (!expected.body().isEmpty()) {
      assertThat(refusal).as(where).extracting(Refusal::body).asString().contains(expected.body());
    }
  }

  private void fields(String where, Map<String, String> expected, Decision decision) {
    Map<String, String> sent = new HashMap<>();
    bench
        .policy()
        .dialect(decision.plan().call().operation())
        .write(decision, (name, value) -> sent.merge(name, value, (one, two) -> one + ", " + two));
    expected.forEach(
        (name, value) ->
            assertThat(sent.getOrDefault(name, DecisionCase.Expected.NO_FIELD))
                .as("%s: %s", where, name)
                .isEqualTo(value));
  }

  private static void left(String where, DecisionCase.Expected expected, Decision now) {
    expected
        .remaining()
        .forEach(
            (rule, left) ->
                assertThat(verdict(where, rule, now).remaining())
                    .as("%s: left of %s", where, rule)
                    .isEqualTo(left));
    expected
        .amount()
        .forEach(
            (rule, amount) ->
                assertThat(verdict(where, rule, now).claim().meter().amount())
                    .as("%s: amount of %s", where, rule)
                    .isEqualTo(amount));
  }

  private static Verdict verdict(String where, String rule, Decision decision) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Verdict verdict : decision.verdicts()) {
      if (verdict.claim().rule().name().equals(rule)) {
        verdicts.add(verdict);
      }
    }
    assertThat(verdicts).as("%s: %s concerns the call", where, rule).hasSize(1);
    return verdicts.getFirst();
  }

  private static Verdict binding(Decision decision) {
    return switch (decision) {
      case Decision.Throttled throttled -> throttled.binding();
      case Decision.Exhausted exhausted -> exhausted.binding();
      case Decision.Allowed allowed -> throw new AssertionError("allowed: nothing binds");
      case Decision.Refused refused -> throw new AssertionError("refused: " + refused.denial());
    };
  }

  private static String reason(Decision decision) {
    return switch (decision) {
      case Decision.Allowed allowed -> "";
      case Decision.Refused(var plan, var verdicts, Denial denial) -> denial.reason();
      case Decision.Throttled throttled -> reason(throttled, throttled.binding());
      case Decision.Exhausted exhausted -> reason(exhausted, exhausted.binding());
    };
  }

  private static String reason(Decision decision, Verdict binding) {
    return binding.claim().rule().reason(decision.plan().call().operation().product());
  }
}
