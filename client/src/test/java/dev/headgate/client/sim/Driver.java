package dev.headgate.client.sim;

import dev.headgate.client.call.Call;
import dev.headgate.client.governor.Action;
import dev.headgate.client.governor.Event;
import dev.headgate.client.governor.Governor;
import dev.headgate.client.governor.Outcome;
import dev.headgate.client.reading.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** Drives a governor in a world: timers are late by chance and never early. */
public final class Driver {
  private static final long TIMER_LATE_MAX = 1_000;

  private final World world;
  private final Governor governor;
  private final Clock clock;
  private final Path path;
  private final Server server;
  private final Clock serverClock;
  private final Map<Long, Call> calls = new HashMap<>();
  private final List<Long> sentAt = new ArrayList<>();
  private BiConsumer<Long, Outcome> ended = (id, outcome) -> {};
  private long wakesAt = Long.MAX_VALUE;
  private long nextId;
  private long lastWake = -1;

  public Driver(World world, Governor governor, Clock clock, Path path, Peer peer) {
    this.world = world;
    this.governor = governor;
    this.clock = clock;
    this.path = path;
    this.server = peer.server();
    this.serverClock = peer.clock();
  }

  /** A server and its clock. */
  public record Peer(Server server, Clock clock) {}

  public Driver onEnd(BiConsumer<Long, Outcome> listener) {
    ended = listener;
    return this;
  }

  public long call(Call call) {
    long id = nextId++;
    calls.put(id, call);
    tell(new Event.Arrived(id, call));
    return id;
  }

  public Governor governor() {
    return governor;
  }

  /** True instants of sending. */
  public List<Long> sentAt() {
    return sentAt;
  }

  public void tell(Event event) {
    for (Action action : governor.on(event, clock.shows(world.now()))) {
      switch (action) {
        case Action.Send(long id, int attempt) -> send(id);
        case Action.End(long id, Outcome outcome) -> {
          calls.remove(id);
          ended.accept(id, outcome);
        }
        case Action.Tell tell -> {}
      }
    }
    schedule();
  }

  private void send(long id) {
    sentAt.add(world.now());
    Call call = Objects.requireNonNull(calls.get(id));
    world.at(
        world.now() + path.once(world.random()),
        () -> {
          Response response = server.answer(call, serverClock.shows(world.now()));
          world.at(
              world.now() + path.once(world.random()),
              () -> tell(new Event.Answered(id, response)));
        });
  }

  private void schedule() {
    long wake = governor.wakeAt();
    if (wake == Governor.NEVER || wake == lastWake) {
      return;
    }
    lastWake = wake;
    long due = Math.max(world.now(), clock.realOf(wake)) + world.random().nextLong(TIMER_LATE_MAX);
    wakesAt = due;
    world.at(
        due,
        () -> {
          if (wakesAt == due) {
            lastWake = -1;
            tell(new Event.Woke());
          }
        });
  }
}
