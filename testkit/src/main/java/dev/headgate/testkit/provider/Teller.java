package dev.headgate.testkit.provider;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.reply.Problem;
import dev.headgate.core.reply.Refusal;
import dev.headgate.core.time.Micros;
import dev.headgate.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts decisions into fields and bodies, in the voice of a profile. For one thread. */
final class Teller {
  private static final String RETRY_AFTER = "Retry-After";
  private static final String CONTENT_TYPE = "Content-Type";

  private final Policy policy;
  private final Voice voice;

  Teller(FakeProfile profile) {
    policy = profile.policy();
    voice = profile.voice();
  }

  /** The fields of a decision; {@code settled} is what the call cost, null where that is open. */
  List<Reply.Field> fields(Decision decision, @Nullable Long settled) {
    List<Reply.Field> fields = new ArrayList<>();
    switch (voice) {
      case Voice.OfPolicy() -> {
        Dialect dialect = dialect(decision);
        if (settled == null) {
          dialect.write(decision, (name, value) -> fields.add(new Reply.Field(name, value)));
        } else {
          dialect.writeSettled(
              decision, settled, (name, value) -> fields.add(new Reply.Field(name, value)));
        }
      }
      case Voice.OfForms forms -> {
        new FormWriter(forms)
            .write(decision, (name, value) -> fields.add(new Reply.Field(name, value)));
        retryAfter(forms, decision, fields);
      }
    }
    return fields;
  }

  /** Status, media type and body of a refusal; null where the call is allowed. */
  @Nullable Refusal refusal(Decision decision) {
    Verdict binding = binding(decision);
    if (voice instanceof Voice.OfForms forms && binding != null) {
      Manner manner = forms.manner(binding.claim().rule().name());
      String text = manner.body().replace("{seconds}", Long.toString(seconds(decision, binding)));
      String cost = new FormWriter(forms).graphCost(decision, false);
      String body = cost == null ? text : "{%s,%s}".formatted(text, extensions(cost));
      return new Refusal(manner.status(), "application/json", body);
    }
    Problem problem = Problem.of(decision);
    return voice instanceof Voice.OfForms && problem != null
        ? new Refusal(problem.status(), Problem.MEDIA_TYPE, problem.toJson())
        : dialect(decision).refusal(decision);
  }

  /** The body of an allowed call: GraphQL says its cost inside. */
  String body(Decision decision, String content) {
    if (!(voice instanceof Voice.OfForms forms)) {
      return content;
    }
    String cost = new FormWriter(forms).graphCost(decision, true);
    String data = content.isEmpty() ? "{}" : content;
    return cost == null ? content : "{\"data\":%s,%s}".formatted(data, extensions(cost));
  }

  /** The claim that decides a refusal; null where there is none. */
  static @Nullable Verdict binding(Decision decision) {
    return switch (decision) {
      case Decision.Throttled throttled -> throttled.binding();
      case Decision.Exhausted exhausted -> exhausted.binding();
      case Decision.Allowed allowed -> null;
      case Decision.Refused refused -> null;
    };
  }

  static Reply.Field mediaType(String value) {
    return new Reply.Field(CONTENT_TYPE, value);
  }

  private Dialect dialect(Decision decision) {
    return policy.dialect(decision.plan().call().operation());
  }

  private static void retryAfter(Voice.OfForms forms, Decision decision, List<Reply.Field> fields) {
    Verdict binding = binding(decision);
    Manner manner = forms.manner(binding == null ? "" : binding.claim().rule().name());
    if (binding != null) {
      fields.addAll(manner.fields());
    }
    boolean told = binding != null && manner.told() != Manner.Wait.WITHHELD;
    if (told || manner.told() == Manner.Wait.ALWAYS) {
      long seconds = binding == null ? 0 : seconds(decision, binding);
      fields.add(new Reply.Field(RETRY_AFTER, Long.toString(seconds)));
    }
  }

  private static long seconds(Decision decision, Verdict binding) {
    return Micros.secondsUntil(decision.at(), binding.passesAt());
  }

  private static String extensions(String cost) {
    return "\"extensions\":{\"cost\":" + cost + "}";
  }
}
