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
import dev.headgate.core.time.SystemTime;
import dev.headgate.server.observe.Metrics;
import dev.headgate.server.store.Inheritance;
import dev.headgate.server.store.KeptCounter;
import dev.headgate.server.store.Store;
import dev.headgate.server.store.StoreRefused;
import dev.headgate.server.store.StoreSettings.Tls;
import dev.headgate.server.store.cluster.Partition.Cause;
import dev.headgate.server.store.cluster.Partition.Closing;
import dev.headgate.server.store.cluster.Partition.Due;
import dev.headgate.server.store.cluster.Weighed;
import dev.headgate.server.store.codec.ReservationCodec;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Counters and reservations in one Redis or Valkey: one atomic domain, by the server's clock.
 * Answers come on the client's event loop. Safe for all threads.
 */
public final class RedisStore implements Store {
  /** What falls due is known for so long after the last node looked. */
  static final Duration DUE_KEPT = Duration.ofDays(365);

  /** How long the housekeeping and an operator's reset wait for the server. */
  private static final long WAIT_SECONDS = 5;

  private final Link link;
  private final Names names;
  private final RedisPartition all;
  private final SettlementListener listener;

  /**
   * Opens a store; the server was checked and met when this returns.
   *
   * @param url of the server, as {@link Addresses#one} reads it
   * @param tls towards it
   * @param codec of reservations
   * @param listener hears of every ending
   * @throws StoreRefused where it cannot be used; nothing was written to it then
   */
  public static RedisStore open(
      String url, Tls tls, ReservationCodec codec, SettlementListener listener) {
    return open(url, tls, codec, listener, Courier.Terms.USUAL);
  }

  /**
   * Opens a store as the other does, trusting whom Java trusts where the URL says TLS.
   *
   * @throws StoreRefused where it cannot be used; nothing was written to it then
   */
  public static RedisStore open(String url, ReservationCodec codec, SettlementListener listener) {
    return open(url, Tls.USUAL, codec, listener);
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
    return open(url, Tls.USUAL, codec, listener, Courier.Terms.ONE_BY_ONE);
  }

  private static RedisStore open(
      String url,
      Tls tls,
      ReservationCodec codec,
      SettlementListener listener,
      Courier.Terms terms) {
    RedisURI uri = Addresses.one(url);
    Link link = Connecting.to(uri, tls);
    return Refusals.opened(
        link,
        Refusals.place(uri),
        () -> {
          StartCheck.of(link, Names.ALONE, Refusals.place(uri));
          RedisPartition.Parts parts =
              RedisPartition.Parts.alone(link, Names.ALONE, new StoredReservations(codec), null);
          RedisStore store = new RedisStore(parts, terms, listener);
          StartCheck.await(store.all.meeting().anew(null));
          return store;
        });
  }

  RedisStore(RedisPartition.Parts parts, Courier.Terms terms, SettlementListener listener) {
    link = parts.link();
    names = parts.names();
    all = new RedisPartition(parts, terms, new Serials(), claim -> true);
    this.listener = listener;
  }

  @Override
  public void takeAll(Plan plan, Answer<Taken> answer) {
    all.take(plan, new Alone(answer));
  }

  @Override
  public void peekAll(Plan plan, Answer<Taken> answer) {
    all.peek(plan, new Alone(answer));
  }

  /** Nothing is held in a store that is one domain. */
  private record Alone(Answer<Taken> answer) implements Answer<Weighed> {
    @Override
    public void value(Weighed weighed) {
      answer.value(weighed.taken());
    }

    @Override
    public void failure(Exception cause) {
      answer.failure(cause);
    }
  }

  @Override
  public void settle(Reservation reservation, Actual actual, long now, Answer<Settlement> answer) {
    all.end(new Closing(reservation, actual, Cause.COST, now), listener, answer);
  }

  @Override
  public void renew(Reservation reservation, long now, Answer<Boolean> answer) {
    all.renew(reservation, now, answer);
  }

  @Override
  public void find(String id, long now, Answer<Found> answer) {
    all.find(id, now, answer);
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
    Inheriting inheriting = await(all.inheriting(policy, SystemTime.startingAt(0).micros()));
    long open = counters.applyAsLong(inheriting::counter);
    return inheriting.ended(open);
  }

  /** Waits for the server: meant for the thread of the upkeep. */
  @Override
  public int expire(long now) {
    List<Due> due = RedisStore.<List<Due>>awaited(answer -> all.due(now, answer));
    List<CompletableFuture<Settlement>> endings = new ArrayList<>();
    for (Due one : due) {
      Actual expired = Actual.expired(one.reservation());
      Closing closing = new Closing(one.reservation(), expired, Cause.LIFE, now);
      endings.add(asked(answer -> all.end(closing, listener, answer)));
    }
    endings.forEach(RedisStore::await);
    return due.size();
  }

  @Override
  public boolean reset(Rule rule, Key key) {
    return RedisStore.<Boolean>awaited(answer -> all.reset(rule, key, answer));
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
    await(link.commands().expire(names.due(), DUE_KEPT));
  }

  @Override
  public void showIn(Metrics metrics) {}

  @Override
  public void close() {
    link.close();
  }

  private static <T> T awaited(Consumer<Answer<T>> ask) {
    return await(RedisStore.<T>asked(ask));
  }

  private static <T> CompletableFuture<T> asked(Consumer<Answer<T>> ask) {
    CompletableFuture<T> answered = new CompletableFuture<>();
    ask.accept(new Future<>(answered));
    return answered;
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
