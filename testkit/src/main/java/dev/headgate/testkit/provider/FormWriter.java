package dev.headgate.testkit.provider;

import dev.headgate.client.profile.FieldForm;
import dev.headgate.client.profile.ResetKind;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.reply.FieldSink;
import dev.headgate.core.time.Micros;
import dev.headgate.headers.IsoSeconds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes where a caller stands in the forms that a client's profile reads: the way back of {@code
 * reading}. Instants are rounded up, as providers should. For one thread.
 */
final class FormWriter {
  private static final long MILLI = 1_000;

  private final Voice.OfForms voice;
  private final IsoSeconds iso = new IsoSeconds();

  FormWriter(Voice.OfForms voice) {
    this.voice = voice;
  }

  /** Writes the fields of a decision. */
  void write(Decision decision, FieldSink sink) {
    for (FieldForm form : voice.forms()) {
      write(form, decision, sink);
    }
  }

  /** The costs that a body of GraphQL tells; null where no form does, or no rule concerns it. */
  @Nullable String graphCost(Decision decision, boolean allowed) {
    for (FieldForm form : voice.forms()) {
      if (form instanceof FieldForm.GraphCost(String name)) {
        Verdict verdict = named(decision, name);
        return verdict == null ? null : graphCost(verdict, allowed);
      }
    }
    return null;
  }

  private void write(FieldForm form, Decision decision, FieldSink sink) {
    switch (form) {
      case FieldForm.Triple triple -> triple(triple, decision, sink);
      case FieldForm.Filled filled -> filled(filled, named(decision, filled.name()), sink);
      case FieldForm.Used used -> {
        Verdict verdict = named(decision, used.name());
        if (verdict != null) {
          long quota = quota(verdict);
          String prefix = used.field().startsWith("Sforce") ? "api-usage=" : "";
          sink.field(used.field(), prefix + (quota - verdict.remaining()) + "/" + quota);
        }
      }
      case FieldForm.Counted counted -> counted(counted, decision, sink);
      case FieldForm.GraphCost inTheBody -> {}
      case FieldForm.Ietf byTheEngine ->
          throw new IllegalArgumentException("form: ietf (expected: a policy's dialect)");
    }
  }

  private void triple(FieldForm.Triple form, Decision decision, FieldSink sink) {
    String nameField = form.nameField();
    Verdict verdict = nameField == null ? named(decision, form.name()) : unnamed(decision);
    if (verdict == null) {
      return;
    }
    sink.field(form.limit(), Long.toString(quota(verdict)));
    sink.field(form.remaining(), Long.toString(verdict.remaining()));
    if (verdict.resetAt() < Micros.NEVER) {
      sink.field(form.reset(), reset(form.kind(), verdict.resetAt(), decision.at()));
    }
    if (nameField != null) {
      sink.field(nameField, verdict.claim().rule().name());
    }
  }

  private void filled(FieldForm.Filled form, @Nullable Verdict verdict, FieldSink sink) {
    if (verdict == null) {
      return;
    }
    long seconds = Math.max(1, Micros.secondsUntil(0, verdict.claim().meter().windowMicros()));
    sink.field(form.limit(), Long.toString(quota(verdict)));
    sink.field(form.remaining(), Long.toString(verdict.remaining()));
    sink.field(form.interval(), Long.toString(1));
    sink.field(form.fill(), Long.toString(Math.max(1, quota(verdict) / seconds)));
  }

  private static void counted(FieldForm.Counted form, Decision decision, FieldSink sink) {
    List<String> limits = new ArrayList<>();
    List<String> counts = new ArrayList<>();
    for (Verdict verdict : decision.verdicts()) {
      String rule = verdict.claim().rule().name();
      if (rule.equals(form.name()) || rule.startsWith(form.name() + "/")) {
        long seconds = Micros.secondsUntil(0, verdict.claim().meter().windowMicros());
        limits.add(quota(verdict) + ":" + seconds);
        counts.add(quota(verdict) - verdict.remaining() + ":" + seconds);
      }
    }
    if (!limits.isEmpty()) {
      sink.field(form.limits(), String.join(",", limits));
      sink.field(form.counts(), String.join(",", counts));
    }
  }

  private static String graphCost(Verdict verdict, boolean allowed) {
    long asked = verdict.claim().cost();
    long seconds = Math.max(1, Micros.secondsUntil(0, verdict.claim().meter().windowMicros()));
    return """
        {"requestedQueryCost":%d,"actualQueryCost":%s,"throttleStatus":\
        {"maximumAvailable":%d,"currentlyAvailable":%d,"restoreRate":%d}}"""
        .formatted(
            asked,
            allowed ? Long.toString(asked) : "null",
            quota(verdict),
            verdict.remaining(),
            quota(verdict) / seconds);
  }

  private String reset(ResetKind kind, long at, long now) {
    return switch (kind) {
      case DELTA_SECONDS -> Long.toString(Micros.secondsUntil(now, at));
      case EPOCH_SECONDS -> Long.toString(Micros.secondsUntil(0, at));
      case BY_SHAPE ->
          switch (voice.resets()) {
            case EPOCH -> Long.toString(Micros.secondsUntil(0, at));
            case DURATION -> duration(at - now);
            case INSTANT -> iso.format(at, now);
          };
    };
  }

  private static String duration(long micros) {
    long millis = Math.ceilDiv(Math.max(0, micros), MILLI);
    if (millis < 1_000) {
      return millis + "ms";
    }
    long seconds = Math.ceilDiv(millis, 1_000);
    return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
  }

  private static long quota(Verdict verdict) {
    return verdict.claim().meter().amount();
  }

  private static @Nullable Verdict named(Decision decision, String rule) {
    for (Verdict verdict : decision.verdicts()) {
      if (verdict.claim().rule().name().equals(rule)) {
        return verdict;
      }
    }
    return null;
  }

  /** The first rule that may be told under a name of its own; a failing one goes before. */
  private @Nullable Verdict unnamed(Decision decision) {
    Verdict first = null;
    for (Verdict verdict : decision.verdicts()) {
      boolean told = !voice.unnamed().contains(verdict.claim().rule().name());
      if (told && (first == null || (verdict.failed() && !first.failed()))) {
        first = verdict;
      }
    }
    return first;
  }
}
