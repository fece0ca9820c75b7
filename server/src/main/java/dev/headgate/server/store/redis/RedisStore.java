package dev.headgate.server.store.redis;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.observe.Metrics;
import dev.headgate.server.store.Inheritance;
import dev.headgate.server.store.KeptCounter;
import dev.headgate.server.store.Store;
import dev.headgate.server.store.StoreRefused;
import dev.headgate.server.store.codec.ReservationCodec;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisURI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counters and reservations in one Redis or Valkey, or one slot of a cluster of them: one atomic
 * domain, by the server's clock. Answers come on the client's event loop. Safe for all threads.
 */
public final class RedisStore implements Store {
  /** The hash tag of a store that is one domain. */
  private static final String TAG = "headgate";

  /** How many due reservations are ended in one go of the housekeeping. */
  private static final int DUE_MAX = 256;

  /** What falls due is known for so long after the last node looked. */
  private static final Duration DUE_KEPT = Duration.ofDays(365);

  /** How long the housekeeping and an operator's reset wait for the server. */
  private static final long WAIT_SECONDS = 5;

  /** A node's part of a serial number, above the count of its reservations. */
  private static final int NODE_BITS = 20;

  private static final int COUNT_BITS = 32;

  private final Domain domain;
  private final SettlementListener listener;
  private final AtomicLong serials;

  /**
   * Opens a store; the server was checked and met when this returns.
   *
   * @param url of the server, {@code redis://}, {@code rediss://} or {@code redis-sentinel://}
   * @param codec of reservations
   * @param listener hears of every ending
   * @throws StoreRefused where it cannot be used; nothing was written to it then
   */
  public static RedisStore open(String url, ReservationCodec codec, SettlementListener listener) {
    return open(url, codec, listener, Courier.Terms.USUAL);
  }

  /**
   * Opens a store as {@link #open} does that never asks two questions in one call of the server;
   * instead up to 256 calls are under way at once. It shows what going together is worth; a node is
   * better served by the other.
   *
   * @throws StoreRefused where it cannot be used; nothing was written to it then
   */
  public static RedisStore oneByOne(
      String url, ReservationCodec codec, SettlementListener listener) {
    return open(url, codec, listener, Courier.Terms.ONE_BY_ONE);
  }

  private static RedisStore open(
      String url, ReservationCodec codec, SettlementListener listener, Courier.Terms terms) {
    RedisURI uri;
    try {
      uri = RedisURI.create(url);
    } catch (IllegalArgumentException wrong) {
      throw new StoreRefused("store: " + wrong.getMessage() + " (expected: redis://host:port)");
    }
    Names names = new Names(TAG);
    Link link = Connecting.to(uri);
    try {
      StartCheck.of(link, names, Refusals.place(uri), false);
      Parts parts = new Parts(link, names, new StoredReservations(codec), null);
      RedisStore store = new RedisStore(parts, terms, listener);
      StartCheck.await(store.domain.courier().meeting().anew(null));
      return store;
    } catch (CompletionException failed) {
      link.close();
      throw Meeting.told(failed) instanceof StoreRefused refused
          ? refused
          : new StoreRefused(Refusals.line(Refusals.place(uri), failed));
    } catch (RuntimeException failed) {
      link.close();
      throw failed;
    }
  }

  /** What a store is made of; a clock instead of the server's is for tests. */
  record Parts(Link link, Names names, Notes notes, @Nullable TimeSource clock) {}

  RedisStore(Parts parts, Courier.Terms terms, SettlementListener listener) {
    Names names = parts.names();
    Link link = parts.link();
    Courier courier = new Courier(link, names, parts.clock(), terms);
    Bindings bindings = new Bindings(link, names, courier);
    domain = new Domain(link, names, courier, bindings, parts.notes());
    this.listener = listener;
    long node = new SecureRandom().nextInt(1 << NODE_BITS);
    serials = new AtomicLong(node << COUNT_BITS);
  }

  @Override
  public void takeAll(Plan plan, Answer<Taken> answer) {
    decide(plan, true, answer);
  }

  @Override
  public void peekAll(Plan plan, Answer<Taken> answer) {
    decide(plan, false, answer);
  }

  private void decide(Plan plan, boolean taking, Answer<Taken> answer) {
    Bindings.Binding known = domain.bindings().known(plan.snapshot());
    if (known != null) {
      decide(plan, known, taking, answer);
    } else {
      when(
          domain.bindings().adopt(plan.snapshot()),
          found -> decide(plan, found, taking, answer),
          answer);
    }
  }

  private void decide(Plan plan, Bindings.Binding binding, boolean taking, Answer<Taken> answer) {
    long serial = taking && plan.reservationId() != null ? serials.incrementAndGet() : 0;
    Deciding.Parts parts = new Deciding.Parts(domain, binding, plan, serial);
    domain.courier().ask(new Deciding(parts, taking, answer));
  }

  @Override
  public void settle(Reservation reservation, Actual actual, long now, Answer<Settlement> answer) {
    end(reservation, actual, now, answer);
  }

  private void end(
      Reservation reservation, @Nullable Actual actual, long now, Answer<Settlement> answer) {
    when(
        placed(reservation),
        claims -> {
          Settling.Parts parts = new Settling.Parts(reservation, claims, actual, now);
          domain.courier().ask(new Settling(domain, parts, listener, answer));
        },
        answer);
  }

  @Override
  public void renew(Reservation reservation, long now, Answer<Boolean> answer) {
    when(
        placed(reservation),
        claims -> domain.courier().ask(new Renewing(domain, reservation, claims, now, answer)),
        answer);
  }

  /** Where the claims of a reservation count now. */
  private CompletionStage<List<Placed>> placed(Reservation reservation) {
    Bindings bindings = domain.bindings();
    return bindings
        .of(reservation.plan().snapshot())
        .thenApply(
            own -> {
              List<Placed> placed = new ArrayList<>(reservation.taken().size());
              reservation
                  .taken()
                  .forEach(
                      claim -> placed.add(Placed.of(claim, reservation, own, bindings.newest())));
              return placed;
            });
  }

  @Override
  public void find(String id, long now, Answer<Found> answer) {
    when(
        domain.link().commands().get(domain.names().reservation(id)),
        text -> answer.value(found(text, now)),
        answer);
  }

  private Found found(byte @Nullable [] text, long now) {
    if (text == null) {
      return new Found.None();
    }
    Kept record = Kept.of(ByteBuffer.wrap(text));
    Reservation reservation = record.reservation(domain.notes());
    if (reservation == null) {
      return new Found.None();
    }
    Settlement settlement = record.settlement(reservation);
    if (settlement == null) {
      return new Found.Open(reservation);
    }
    return record.forgetAt() <= now ? new Found.None() : new Found.Ended(reservation, settlement);
  }

  /**
   * Puts counters of another store in, where there are none of that rule and key. Waits for the
   * server.
   *
   * @param policy by whose rules counters are known
   * @param counters tells of each, and returns how many reservations were open there
   */
  public Inheritance inherit(
      PolicySnapshot policy, ToLongFunction<Consumer<KeptCounter>> counters) {
    Bindings.Binding binding = await(domain.bindings().adopt(policy));
    Inheriting inheriting = new Inheriting(domain, binding, Micros.of(Instant.now()));
    long open = counters.applyAsLong(inheriting::counter);
    return inheriting.ended(open);
  }

  /** Waits for the server: meant for the thread of the upkeep. */
  @Override
  public int expire(long now) {
    List<byte[]> due =
        await(
            domain
                .link()
                .commands()
                .zrangebyscore(domain.names().due(), Range.create(0, now), Limit.from(DUE_MAX)));
    List<CompletableFuture<Settlement>> endings = new ArrayList<>();
    for (byte[] key : due) {
      endings.add(expire(new String(key, StandardCharsets.ISO_8859_1), now));
    }
    endings.forEach(RedisStore::await);
    return due.size();
  }

  private CompletableFuture<Settlement> expire(String key, long now) {
    CompletableFuture<Settlement> ended = new CompletableFuture<>();
    Future<Settlement> answer = new Future<>(ended);
    when(
        domain.link().commands().get(key),
        text -> {
          Reservation reservation =
              text == null ? null : Kept.of(ByteBuffer.wrap(text)).reservation(domain.notes());
          if (reservation == null) {
            when(
                domain.link().commands().zrem(domain.names().due(), Texts.bytes(key)),
                removed -> answer.value(Settlement.unknown()),
                answer);
          } else {
            end(reservation, null, now, answer);
          }
        },
        answer);
    return ended;
  }

  @Override
  public boolean reset(Rule rule, Key key) {
    Bindings.Binding newest = domain.bindings().newest();
    if (newest == null) {
      return false;
    }
    int ordinal = newest.snapshot().rules().indexOf(rule);
    if (ordinal < 0) {
      return false;
    }
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    domain.courier().ask(new Resetting(counterKey(rule, newest.counter(ordinal), key), answer));
    return await(answer);
  }

  private String counterKey(Rule rule, long counter, Key key) {
    int members = rule.partition().members();
    boolean whole =
        members > 0 && key.values().size() <= rule.partition().attributes().size() - members;
    String pool = domain.names().pool(counter, key);
    return whole && pool != null ? pool : domain.names().counter(counter, key);
  }

  /** Not known: the server counts keys of all limits together. */
  @Override
  public int liveKeys(Rule rule) {
    return 0;
  }

  /** None: how many keys there may be is the server's memory's bound. */
  @Override
  public long overflows(Rule rule) {
    return 0;
  }

  @Override
  public void housekeep(long now) {
    expire(now);
    await(domain.link().commands().expire(domain.names().due(), DUE_KEPT));
  }

  @Override
  public void showIn(Metrics metrics) {}

  @Override
  public void close() {
    domain.link().close();
  }

  private static <T> void when(CompletionStage<T> stage, Consumer<T> use, Answer<?> answer) {
    stage.whenComplete(
        (value, failure) -> {
          if (failure != null) {
            answer.failure(Meeting.told(failure));
            return;
          }
          try {
            use.accept(value);
          } catch (RuntimeException failed) {
            answer.failure(failed);
          }
        });
  }

  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException failed) {
      throw new IllegalStateException("the store failed", Meeting.told(failed));
    }
  }

  /** An answer that completes a future. */
  private record Future<T>(CompletableFuture<T> future) implements Answer<T> {
    @Override
    public void value(T value) {
      future.complete(value);
    }

    @Override
    public void failure(Exception cause) {
      future.completeExceptionally(cause);
    }
  }
}
