package dev.headgate.testkit.virtual;

import dev.headgate.client.call.Call;
import dev.headgate.client.call.Party;
import dev.headgate.client.call.Target;
import dev.headgate.client.call.Terms;
import dev.headgate.client.governor.Action;
import dev.headgate.client.governor.Event;
import dev.headgate.client.governor.Governor;
import dev.headgate.client.governor.Outcome;
import dev.headgate.client.reading.Response;
import dev.headgate.client.retry.Failure;
import dev.headgate.headers.reading.FieldLines;
import dev.headgate.testkit.provider.Asked;
import dev.headgate.testkit.provider.ProviderModel;
import dev.headgate.testkit.provider.Reply;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A program with a governor, in a world: sends what the governor says, tells it what came back, and
 * wakes it in time. Redirects are answers to it.
 */
public final class VirtualCaller {
  private static final long TIMER_LATE_MAX = 1_000;

  private static final class Open {
    final Asked asked;
    final long arrivedAt;
    @Nullable Reply reply;

    Open(Asked asked, long arrivedAt) {
      this.asked = asked;
      this.arrivedAt = arrivedAt;
    }
  }

  private final World world;
  private final Governor governor;
  private final ProviderModel provider;
  private final Way way;
  private final Map<Long, Open> calls = new HashMap<>();
  private final List<Long> sentAt = new ArrayList<>();
  private Consumer<Ended> listener = ended -> {};
  private long wakesAt = Long.MAX_VALUE;
  private long nextId;

  /** A program of that governor, before that provider. */
  public VirtualCaller(World world, Governor governor, ProviderModel provider, Way way) {
    this.world = world;
    this.governor = governor;
    this.provider = provider;
    this.way = way;
  }

  /** Who hears how each call ended. */
  public VirtualCaller onEnd(Consumer<Ended> taker) {
    listener = taker;
    return this;
  }

  /** Wants a call to be made. */
  public void call(Asked asked, Party party, Terms terms) {
    long id = nextId++;
    calls.put(id, new Open(asked, world.now()));
    Target target = Target.of(asked.method(), URI.create(asked.origin() + asked.target()));
    tell(new Event.Arrived(id, new Call(target, party, terms)));
  }

  /** The instants at which something was sent. */
  public List<Long> sentAt() {
    return List.copyOf(sentAt);
  }

  /** How many calls are not over. */
  public int open() {
    return calls.size();
  }

  private void tell(Event event) {
    for (Action action : governor.on(event, world.now())) {
      switch (action) {
        case Action.Send(long id, int attempt) -> send(id);
        case Action.End(long id, Outcome outcome) -> end(id, outcome);
        case Action.Tell tell -> {}
      }
    }
    schedule();
  }

  private void send(long id) {
    sentAt.add(world.now());
    Open call = Objects.requireNonNull(calls.get(id));
    world.at(
        world.now() + way.once(world.random()),
        () -> {
          Reply reply = provider.answer(call.asked, world.now());
          long delay = reply.delivery().delayMicros();
          world.at(world.now() + delay + way.once(world.random()), () -> arrived(id, call, reply));
        });
  }

  private void arrived(long id, Open call, Reply reply) {
    if (reply.delivery().cut() == Reply.Cut.BEFORE_HEAD) {
      tell(new Event.Failed(id, Failure.CUT));
      return;
    }
    call.reply = reply;
    tell(new Event.Answered(id, response(reply)));
  }

  private void end(long id, Outcome outcome) {
    Open call = Objects.requireNonNull(calls.remove(id));
    listener.accept(new Ended(call.asked, outcome, call.reply, call.arrivedAt, world.now()));
  }

  private static Response response(Reply reply) {
    Map<String, List<String>> lines = new HashMap<>();
    for (Reply.Field field : reply.fields()) {
      lines.computeIfAbsent(field.name(), name -> new ArrayList<>()).add(field.value());
    }
    return new Response(reply.status(), FieldLines.of(lines), reply.body());
  }

  private void schedule() {
    long wake = governor.wakeAt();
    if (wake == Governor.NEVER || wake == wakesAt) {
      return;
    }
    wakesAt = wake;
    long due = Math.max(world.now(), wake) + world.random().nextLong(TIMER_LATE_MAX);
    world.at(
        due,
        () -> {
          if (wakesAt == wake) {
            wakesAt = Long.MAX_VALUE;
            tell(new Event.Woke());
          }
        });
  }
}
