package dev.headgate.client.governor;

import dev.headgate.client.listen.Note;
import dev.headgate.client.pacing.Margin;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.reading.Ending;
import dev.headgate.client.reading.Response;
import dev.headgate.client.reading.ResponseReader;
import dev.headgate.client.reading.Said;
import dev.headgate.client.reading.Stand;
import dev.headgate.client.retry.Failure;
import dev.headgate.client.retry.RetryBudget;
import dev.headgate.client.retry.RetryRules;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * After an attempt: reads the response, tells the gates, closes the one that refused, and says how
 * it goes on. Belongs to the governor.
 */
final class Aftermath {
  /** A wait the server stated is lengthened by chance by at most this part, and at most that. */
  private static final int SPREAD_PARTS = 10;

  private static final long SPREAD_MAX_MICROS = 1_000_000;

  /** Until when a refused call rests, and whether the server said so. */
  private record Rest(long until, boolean stated) {}

  private final Gates gates;
  private final RetryRules rules;
  private final ResponseReader reader;
  private final RetryBudget budget = new RetryBudget();
  private final RandomGenerator random;
  private long lastSentOrder;

  Aftermath(Profile profile, Gates gates, RandomGenerator random) {
    this.gates = gates;
    this.rules = profile.conduct().retry();
    this.reader = new ResponseReader(profile.dialect());
    this.random = random;
  }

  void sent(Waiter waiter, long now) {
    lastSentOrder = waiter.sentOrder;
    if (waiter.attempts == 1) {
      waiter.firstSentAt = now;
      budget.earn();
    }
  }

  Verdict failed(Waiter waiter, Failure failure, long now) {
    List<Note> notes = new ArrayList<>();
    return new Verdict(afterTrouble(waiter, failure, now, notes), notes);
  }

  Verdict answered(Waiter waiter, Response response, List<Gate> passed, long now) {
    Said said = reader.read(response, now);
    List<Note> notes = new ArrayList<>();
    said.ignored().forEach(problem -> notes.add(new Note.Ignored(waiter.id, problem)));
    observe(waiter, said, now, notes);
    if (said.stands().stream().anyMatch(Stand::isInForce)) {
      passed.forEach(Gate::told);
    }
    Verdict.Next next =
        switch (said.ending()) {
          case Ending.Done() -> passed(waiter, passed);
          case Ending.Refused(List<String> names, Long wait) -> {
            Gate gate = gates.refusing(waiter.call, names, said.stands(), now);
            String reason = names.isEmpty() ? gate.key.gate() : names.getFirst();
            yield refused(waiter, gate, close(waiter, gate, wait, now), reason, notes);
          }
          case Ending.Unavailable(long wait) -> {
            Gate gate = gates.unavailable(waiter.call, now);
            Rest rest = close(waiter, gate, wait == 0 ? null : wait, now);
            yield refused(waiter, gate, rest, "unavailable", notes);
          }
          case Ending.Trouble(int status) -> afterTrouble(waiter, Failure.SERVER_ERROR, now, notes);
        };
    return new Verdict(next, notes);
  }

  private void observe(Waiter waiter, Said said, long now, List<Note> notes) {
    for (Stand stand : said.stands()) {
      if (stand.isInForce()) {
        Gate gate = gates.named(waiter.call, stand.limit(), stand.partition(), now);
        gate.observe(stand, waiter, now);
        warn(gate, now, notes);
      }
    }
    Long cost = said.cost();
    if (cost != null && cost != waiter.call.terms().points()) {
      gates.of(waiter.call, now).forEach(gate -> gate.correct(cost - waiter.call.terms().points()));
    }
  }

  private static void warn(Gate gate, long now, List<Note> notes) {
    GateView.Left dry = gate.runningDry(now);
    if (dry != null) {
      double perSecond = gate.view(now).traffic().pointsPerSecond();
      notes.add(
          new Note.RunningDry(gate.key.toString(), perSecond, dry.runsOutAt(), dry.resetAt()));
    }
  }

  private Verdict.Next passed(Waiter waiter, List<Gate> passed) {
    passed.forEach(gate -> gate.passed(waiter));
    return new Verdict.Over(new Outcome.Answered(waiter.attempts));
  }

  /** Closes a gate, and says until when this call rests: the gate may open earlier for others. */
  private Rest close(Waiter waiter, Gate gate, @Nullable Long statedWait, long now) {
    boolean news = gate.isNews(waiter);
    int strikes = news ? gate.strike(lastSentOrder, now) : 1;
    if (statedWait != null) {
      long chance = Math.min(statedWait / SPREAD_PARTS, SPREAD_MAX_MICROS);
      long until = now + Margin.on(statedWait) + (chance > 0 ? random.nextLong(chance) : 0);
      gate.closeUntil(until);
      return new Rest(until, true);
    }
    if (news) {
      gate.closeUntil(now + rules.backoff().waitMicros(strikes, waiter.backoffMicros, random));
    }
    return new Rest(now + backoff(waiter), false);
  }

  private Verdict.Next refused(
      Waiter waiter, Gate gate, Rest rest, String reason, List<Note> notes) {
    long until = rest.until();
    notes.add(new Note.Refused(waiter.id, gate.key.toString(), reason, until));
    if (!rules.mayRepeat(Failure.REFUSED, waiter.call)) {
      return over(new Outcome.OutcomeUnknown(Failure.REFUSED, waiter.attempts));
    }
    Outcome.Reason stop = null;
    if (waiter.call.terms().oneShot()) {
      stop = Outcome.Reason.ONE_SHOT_BODY;
    } else if (waiter.attempts > rules.retriesMax()) {
      stop = Outcome.Reason.RETRIES_SPENT;
    } else if (until > waiter.patienceEndsAt()) {
      stop = Outcome.Reason.WAIT_TOO_LONG;
    } else if (!rest.stated() && until > waiter.firstSentAt + rules.deadlineMicros()) {
      stop = Outcome.Reason.DEADLINE;
    }
    if (stop != null) {
      return over(new Outcome.RetryLater(until, stop, gate.key.toString()));
    }
    return again(waiter, Failure.REFUSED, until, notes);
  }

  private Verdict.Next afterTrouble(Waiter waiter, Failure failure, long now, List<Note> notes) {
    boolean bodyGone = waiter.call.terms().oneShot() && failure != Failure.NOT_SENT;
    if (!rules.mayRepeat(failure, waiter.call)) {
      return over(new Outcome.OutcomeUnknown(failure, waiter.attempts));
    }
    long at = now + backoff(waiter);
    boolean inTime =
        at <= waiter.firstSentAt + rules.deadlineMicros() && at <= waiter.patienceEndsAt();
    boolean more = waiter.attempts <= rules.retriesMax() && inTime && !bodyGone;
    if (more && budget.spend()) {
      return again(waiter, failure, at, notes);
    }
    return over(
        failure == Failure.SERVER_ERROR
            ? new Outcome.Answered(waiter.attempts)
            : new Outcome.Failed(failure, waiter.attempts));
  }

  private long backoff(Waiter waiter) {
    waiter.backoffMicros =
        rules.backoff().waitMicros(waiter.attempts, waiter.backoffMicros, random);
    return waiter.backoffMicros;
  }

  private static Verdict.Next again(Waiter waiter, Failure failure, long at, List<Note> notes) {
    notes.add(new Note.Retrying(waiter.id, failure.name(), waiter.attempts, at));
    return new Verdict.Again(at);
  }

  private static Verdict.Next over(Outcome outcome) {
    return new Verdict.Over(outcome);
  }
}
