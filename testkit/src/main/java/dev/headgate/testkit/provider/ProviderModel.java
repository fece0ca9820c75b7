package dev.headgate.testkit.provider;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.call.Routed;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.reply.Refusal;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * The provider itself: requests and instants in, replies out; no threads, no clock, no sockets. For
 * one thread at a time.
 */
public final class ProviderModel {
  private static final long HOUSEKEEPING_CALLS = 1_000;
  private static final String STATED_POINTS = "fake-points";

  private final Policy policy;
  private final MemoryStore store = new MemoryStore();
  private final Decider decider;
  private final Callers callers;
  private final Teller teller;
  private final Mischief mischief;
  private final boolean honoursKeys;
  private final Content content;
  private final Shelf shelf = new Shelf();
  private final Consumer<Served> watcher;
  private Tally tally = Tally.NONE;

  /** A provider that nobody watches. */
  public ProviderModel(FakeProfile profile, ProviderSettings settings) {
    this(profile, settings, served -> {});
  }

  /** A provider; {@code watcher} hears of every call. */
  public ProviderModel(FakeProfile profile, ProviderSettings settings, Consumer<Served> watcher) {
    policy = profile.policy();
    AtomicLong ids = new AtomicLong();
    decider = new Decider(() -> 0, policy::snapshot, store, () -> "fake-" + ids.incrementAndGet());
    callers = new Callers(profile.caller());
    teller = new Teller(profile);
    mischief =
        new Mischief(
            settings.troubles(),
            settings.elsewhere(),
            RandomGeneratorFactory.of("L64X128MixRandom").create(settings.seed()));
    honoursKeys = !settings.troubles().any(Trouble.IGNORES_KEYS);
    content = settings.content().get();
    this.watcher = watcher;
  }

  /** What became of a call, and its answer. */
  private record Done(Served.Verdict verdict, Reply reply) {}

  /**
   * Answers a request.
   *
   * @param now microseconds since the epoch; not before that of an earlier request
   */
  public Reply answer(Asked asked, long now) {
    tally = tally.came();
    if (tally.calls() % HOUSEKEEPING_CALLS == 0) {
      store.housekeep(mischief.clock(now));
    }
    long shown = mischief.clock(now);
    Set<Trouble> rolled = mischief.roll();
    Reply instead = mischief.instead(asked, rolled);
    Done done =
        instead != null ? new Done(Served.Verdict.LOST, instead) : routed(asked, shown, rolled);
    Reply reply = mischief.leaving(done.reply(), rolled, shown);
    watcher.accept(new Served(tally.calls(), shown, asked, reply, done.verdict(), rolled));
    return reply;
  }

  /** What was counted so far. */
  public Tally tally() {
    return tally;
  }

  /** The writes that were carried out, in their order; the last 100,000. */
  public List<Commit> committed() {
    return shelf.commits();
  }

  private Done routed(Asked asked, long now, Set<Trouble> rolled) {
    return switch (policy.routes().find(asked.method(), asked.target())) {
      case Routed.RouteMatch(Operation operation, Map<String, String> parameters) ->
          decided(asked, operation, parameters, new Moment(now, rolled));
      case Routed.NoRoute() ->
          decided(asked, Policy.other(asked.method()), Map.of(), new Moment(now, rolled));
      case Routed.BadPath(String found, String expected) ->
          denied(400, found + " (expected: " + expected + ")");
    };
  }

  /** When a call is looked at, and what befalls it. */
  private record Moment(long now, Set<Trouble> rolled) {}

  private Done decided(
      Asked asked, Operation operation, Map<String, String> parameters, Moment moment) {
    Decision decision;
    try {
      Call call =
          new Call(
              operation,
              callers.of(asked),
              Call.queryOf(asked.target()),
              parameters,
              stated(asked),
              null,
              false);
      Immediate<Decision> answer = new Immediate<>();
      decider.decide(call, moment.now(), answer);
      decision = answer.get();
    } catch (IllegalArgumentException wrong) {
      return denied(400, String.valueOf(wrong.getMessage()));
    }
    Refusal refusal = teller.refusal(decision);
    return refusal == null && decision instanceof Decision.Allowed allowed
        ? carriedOut(asked, allowed, moment)
        : refused(decision, refusal == null ? new Refusal(500, "", "") : refusal, moment);
  }

  private static Map<String, Long> stated(Asked asked) {
    String points = asked.field(STATED_POINTS);
    return points == null ? Map.of() : Map.of(Quote.POINTS, Long.parseLong(points));
  }

  private static Done denied(int status, String why) {
    return new Done(Served.Verdict.DENIED, Reply.of(status, List.of(), why));
  }

  private Done refused(Decision decision, Refusal refusal, Moment moment) {
    List<Reply.Field> fields = limits(decision, null, moment);
    fields.add(Teller.mediaType(refusal.mediaType()));
    Reply reply = Reply.of(refusal.status(), fields, refusal.body());
    Verdict binding = Teller.binding(decision);
    if (binding == null) {
      return new Done(Served.Verdict.DENIED, reply);
    }
    tally = tally.refusedBy(binding.claim().rule().name());
    long retryAt = binding.passesAt();
    return new Done(
        Served.Verdict.REFUSED, mischief.refusal(reply, moment.rolled(), moment.now(), retryAt));
  }

  private Done carriedOut(Asked asked, Decision.Allowed allowed, Moment moment) {
    Content.Page before = honoursKeys ? shelf.answered(asked) : null;
    Content.Page page = before == null ? content.page(asked) : before;
    if (before == null) {
      shelf.carriedOut(tally.calls(), asked, page);
      tally = tally.done(!asked.reads());
    }
    settle(allowed, page.points(), moment.now());
    List<Reply.Field> fields = limits(allowed, page.points(), moment);
    fields.addAll(page.fields());
    String body = asked.method().equals("HEAD") ? "" : teller.body(allowed, page.body());
    Reply reply = Reply.of(page.status(), fields, body);
    return new Done(
        before == null ? Served.Verdict.CARRIED_OUT : Served.Verdict.REPEATED,
        mischief.carriedOut(reply, moment.rolled()));
  }

  private List<Reply.Field> limits(Decision decision, @Nullable Long settled, Moment moment) {
    return new ArrayList<>(
        mischief.fields(teller.fields(decision, settled), moment.rolled(), moment.now()));
  }

  private void settle(Decision.Allowed allowed, @Nullable Long points, long now) {
    boolean open = allowed.reservation().id() != null;
    if (open || points != null) {
      Actual actual = points == null ? Actual.AS_RESERVED : Actual.points(points);
      store.settle(allowed.reservation(), actual, now, new Unheard());
    }
  }

  /** Nobody asks what a settlement changed. */
  private static final class Unheard implements Answer<Settlement> {
    @Override
    public void value(Settlement settlement) {}

    @Override
    public void failure(Exception cause) {
      throw new IllegalStateException("the store failed", cause);
    }
  }
}
