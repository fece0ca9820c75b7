package dev.headgate.server.gateway;

import dev.headgate.core.time.TimeSource;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop of the gateway has: its client connections, its upstream connections and its
 * reading of the clock. Only its own event loop touches it, but for {@link #drain}, {@link #cut}
 * and {@link #abort}, which move there.
 *
 * <p>Deadlines are plain fields that one sweep compares with the clock ten times a second: a
 * request that is answered in time costs no timer.
 */
final class Lane {
  private static final long SWEEP_MILLIS = 100;

  /** Bytes of a body that are shown to a watch together where they have to be copied for it. */
  private static final int PIECE_BYTES = 8_192;

  private final EventLoop loop;
  private final GatewaySettings settings;
  private final Patience patience;
  private final Gatekeeper gatekeeper;
  private final AnswerListener listener;
  private final RequestRules rules;
  private final UpstreamEdits edits;
  private final TimeSource time;
  private final UpstreamPool pool;
  private final byte[] piece = new byte[PIECE_BYTES];
  private final List<Place> members = new ArrayList<>();
  private final CompletableFuture<Void> empty = new CompletableFuture<>();
  private @Nullable ScheduledFuture<?> sweep;
  private long nowMicros;
  private boolean draining;

  Lane(EventLoop loop, Gateway.Parts parts) {
    this.loop = loop;
    this.settings = parts.settings();
    this.patience = Patience.of(settings.times());
    this.gatekeeper = parts.gatekeeper();
    this.listener = parts.listener();
    this.rules = new RequestRules(settings.sizes());
    this.edits = new UpstreamEdits(settings);
    this.time = parts.time();
    this.nowMicros = time.micros();
    this.pool = new UpstreamPool(this, parts.transport());
  }

  void start() {
    sweep =
        loop.scheduleAtFixedRate(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void sweep() {
    long now = readClock();
    for (int i = members.size() - 1; i >= 0; i--) {
      if (i < members.size()) {
        members.get(i).member.tick(now);
      }
    }
    pool.expire(now);
  }

  /** Reads the clock and remembers it for the rest of this turn of the event loop. */
  long readClock() {
    nowMicros = time.micros();
    return nowMicros;
  }

  /** The last reading: at most one sweep old. */
  long nowMicros() {
    return nowMicros;
  }

  /** A member's place on the lane, so that leaving needs no search. */
  static final class Place {
    private final Timed member;
    private int index;

    private Place(Timed member, int index) {
      this.member = member;
      this.index = index;
    }
  }

  Place join(Timed member) {
    Place place = new Place(member, members.size());
    members.add(place);
    return place;
  }

  /** The last member takes the free place. */
  void leave(Place place) {
    Place last = members.removeLast();
    if (!last.equals(place)) {
      last.index = place.index;
      members.set(last.index, last);
    }
    reportEmpty();
  }

  private void reportEmpty() {
    if (draining && members.isEmpty()) {
      empty.complete(null);
    }
  }

  /** From any thread: finishes everything; the future tells when the lane is empty. */
  CompletableFuture<Void> drain() {
    loop.execute(
        () -> {
          draining = true;
          List.copyOf(members).forEach(place -> place.member.drain());
          reportEmpty();
        });
    return empty;
  }

  /** From any thread: cuts what a drain has not finished, which empties the lane. */
  void cut() {
    loop.execute(() -> List.copyOf(members).forEach(place -> place.member.cut()));
  }

  /** From any thread: ends everything now; the future tells when that is done. */
  Future<?> abort() {
    return loop.submit(
        () -> {
          List.copyOf(members).forEach(place -> place.member.abort());
          pool.close();
          if (sweep != null) {
            sweep.cancel(false);
          }
        });
  }

  boolean draining() {
    return draining;
  }

  EventLoop loop() {
    return loop;
  }

  GatewaySettings settings() {
    return settings;
  }

  Patience patience() {
    return patience;
  }

  Gatekeeper gatekeeper() {
    return gatekeeper;
  }

  AnswerListener listener() {
    return listener;
  }

  /** Room for bytes that are looked at and forgotten within one step. */
  byte[] piece() {
    return piece;
  }

  RequestRules rules() {
    return rules;
  }

  UpstreamEdits edits() {
    return edits;
  }

  UpstreamPool pool() {
    return pool;
  }
}
