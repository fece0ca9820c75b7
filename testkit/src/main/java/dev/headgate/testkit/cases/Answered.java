package dev.headgate.testkit.cases;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.reply.Refusal;
import dev.headgate.core.time.Micros;
import dev.headgate.policy.Policy;
import dev.headgate.policy.text.TimeLength;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a policy answered to one call, in the words of {@link Expectation}. For one thread. */
final class Answered {
  private final Decision decision;
  private final Dialect dialect;

  Answered(Policy policy, Decision decision) {
    this.decision = decision;
    dialect = policy.dialect(decision.plan().call().operation());
  }

  /** Those of the expectations that do not hold. */
  List<Difference> differences(Collection<Expectation> expected) {
    List<Difference> differences = new ArrayList<>();
    for (Expectation one : expected) {
      String actual = actual(one);
      if (!one.holds(actual)) {
        differences.add(new Difference(one, actual));
      }
    }
    return differences;
  }

  List<Standing> standings() {
    return decision.verdicts().stream().map(Standing::of).toList();
  }

  private String actual(Expectation about) {
    return switch (about.subject()) {
      case EXPECT -> decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
      case BINDING -> {
        Verdict binding = binding();
        yield binding == null ? Expectation.NONE : binding.claim().rule().name();
      }
      case REASON -> reason();
      case RETRY -> retry();
      case QUOTED -> String.valueOf(decision.plan().matched().quote().reserve(about.of()));
      case FIELDS -> fields().getOrDefault(about.of().toLowerCase(Locale.ROOT), Expectation.NONE);
      case STATUS -> {
        Refusal refusal = dialect.refusal(decision);
        yield refusal == null ? Expectation.NONE : String.valueOf(refusal.status());
      }
      case BODY -> {
        Refusal refusal = dialect.refusal(decision);
        yield refusal == null ? Expectation.NONE : refusal.body();
      }
      case WOULD -> would();
      case REMAINING -> {
        Verdict verdict = verdict(about.of());
        yield verdict == null ? Expectation.NONE : String.valueOf(verdict.remaining());
      }
      case AMOUNT -> {
        Verdict verdict = verdict(about.of());
        yield verdict == null ? Expectation.NONE : String.valueOf(verdict.claim().meter().amount());
      }
    };
  }

  private @Nullable Verdict binding() {
    return switch (decision) {
      case Decision.Throttled throttled -> throttled.binding();
      case Decision.Exhausted exhausted -> exhausted.binding();
      case Decision.Allowed allowed -> null;
      case Decision.Refused refused -> null;
    };
  }

  private String reason() {
    if (decision instanceof Decision.Refused refused) {
      return refused.denial().reason();
    }
    Verdict binding = binding();
    String product = decision.plan().call().operation().product();
    return binding == null ? Expectation.NONE : binding.claim().rule().reason(product);
  }

  /** An allowed call waits for nothing; a refused one would wait for ever. */
  private String retry() {
    if (decision instanceof Decision.Allowed) {
      return Expectation.NONE;
    }
    Verdict binding = binding();
    return binding == null || binding.passesAt() >= Micros.NEVER
        ? Expectation.NEVER
        : TimeLength.write(binding.passesAt() - decision.at());
  }

  /** As they are sent, by their names in lower case. */
  private Map<String, String> fields() {
    Map<String, String> sent = new TreeMap<>();
    dialect.write(
        decision,
        (name, value) ->
            sent.merge(name.toLowerCase(Locale.ROOT), value, (one, two) -> one + ", " + two));
    return sent;
  }

  private String would() {
    TreeSet<String> rules = new TreeSet<>();
    for (Verdict verdict : decision.verdicts()) {
      if (verdict.failed() && !verdict.claim().binds()) {
        rules.add(verdict.claim().rule().name());
      }
    }
    return rules.isEmpty() ? Expectation.NONE : String.join(", ", rules);
  }

  /** The verdict of a rule, or null where it does not concern the call. */
  private @Nullable Verdict verdict(String rule) {
    for (Verdict verdict : decision.verdicts()) {
      if (verdict.claim().rule().name().equals(rule)) {
        return verdict;
      }
    }
    return null;
  }
}
