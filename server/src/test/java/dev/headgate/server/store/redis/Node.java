package dev.headgate.server.store.redis;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Ending;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.Monotonic;
import dev.headgate.core.time.SystemTime;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.store.Store;
import dev.headgate.server.store.StoreSettings.Tls;
import dev.headgate.server.store.cluster.HoldLapsed;
import dev.headgate.server.store.codec.ReservationCodec;
import dev.headgate.server.store.lease.LeasedStore;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** An engine over a server, as a process of its own would have it. */
final class Node implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;
  private static final int TRIES_MAX = 20;
  private static final Operation GET_ISSUE = Operation.of("getIssue", "GET");

  private final List<Ending> endings = new CopyOnWriteArrayList<>();
  private final TimeSource time;
  private final Store store;
  private final Decider decider;
  private final Settler settler;

  /** A node by this machine's clock. */
  static Node over(RedisServer server, PolicySnapshot policy) {
    return new Node(server, policy, SystemTime.startingAt(0));
  }

  /** A node by this machine's clock. */
  static Node over(ClusterServers servers, PolicySnapshot policy) {
    return over(servers.url(), Tls.USUAL, policy);
  }

  /** A node over whatever a URL names. */
  static Node over(String url, Tls tls, PolicySnapshot policy) {
    ReservationCodec codec = new ReservationCodec(() -> policy);
    return new Node(
        heard ->
            url.contains("-cluster://")
                ? RedisCluster.open(url, tls, codec, heard)
                : RedisStore.open(url, tls, codec, heard),
        policy,
        SystemTime.startingAt(0));
  }

  /** A node that holds parts of leased limits, by this machine's clock. */
  static Node leasing(RedisServer server, PolicySnapshot policy) {
    TimeSource time = SystemTime.startingAt(0);
    String url = server.uri().toURI().toString();
    return new Node(
        heard ->
            new LeasedStore(
                RedisStore.open(url, new ReservationCodec(() -> policy), heard),
                time,
                () -> Monotonic.nanos() / 1_000),
        policy,
        time);
  }

  Node(RedisServer server, PolicySnapshot policy, TimeSource time) {
    this(
        heard ->
            RedisStore.open(
                server.uri().toURI().toString(), new ReservationCodec(() -> policy), heard),
        policy,
        time);
  }

  private Node(
      Function<SettlementListener, Store> opening, PolicySnapshot policy, TimeSource time) {
    this.time = time;
    store = opening.apply(endings::add);
    decider = new Decider(time, () -> policy, store, () -> UUID.randomUUID().toString());
    settler = new Settler(time, store, endings::add);
  }

  Store store() {
    return store;
  }

  List<Ending> endings() {
    return endings;
  }

  /** Decides about a call that is settled later. */
  Decision decide(String app) {
    return await(() -> deciding(app));
  }

  /** Decides about a call with an id of its own. */
  Decision decide(String app, String id) {
    return await(() -> deciding(app, id));
  }

  CompletableFuture<Decision> deciding(String app) {
    return asked(answer -> decider.decide(call(app), answer));
  }

  CompletableFuture<Decision> deciding(String app, String id) {
    return asked(answer -> decider.decide(call(app).withId(id), answer));
  }

  /** Decides about a call that counts for good as soon as it is granted. */
  CompletableFuture<Decision> counting(String app) {
    Call call = Call.of(GET_ISSUE, Caller.builder().app(App.of(app)).build());
    return asked(answer -> decider.decide(call, answer));
  }

  Settlement settle(String id, Actual actual) {
    return await(answer -> settler.settle(id, actual, answer));
  }

  boolean renew(String id) {
    return Node.<Boolean>await(answer -> settler.renew(id, answer));
  }

  Found find(String id) {
    return await(answer -> settler.find(id, answer));
  }

  void housekeep() {
    store.housekeep(time.micros());
  }

  static String id(Decision decision) {
    return String.valueOf(((Decision.Allowed) decision).reservation().id());
  }

  private static Call call(String app) {
    Caller caller = Caller.builder().app(App.of(app)).build();
    Call call = Call.of(GET_ISSUE, caller);
    return new Call(call.operation(), caller, "", call.attributes(), call.costs(), null, true);
  }

  /**
   * On a machine that is busy for longer than a hold lives a call is not granted, and left no
   * trace.
   */
  static Decision await(Supplier<CompletableFuture<Decision>> asking) {
    for (int i = 0; ; i++) {
      try {
        return asking.get().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      } catch (CompletionException failed) {
        if (!(failed.getCause() instanceof HoldLapsed) || i == TRIES_MAX) {
          throw failed;
        }
      }
    }
  }

  private static <T> T await(Consumer<Answer<T>> ask) {
    return asked(ask).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private static <T> CompletableFuture<T> asked(Consumer<Answer<T>> ask) {
    CompletableFuture<T> answered = new CompletableFuture<>();
    ask.accept(
        new Answer<T>() {
          @Override
          public void value(T value) {
            answered.complete(value);
          }

          @Override
          public void failure(Exception cause) {
            answered.completeExceptionally(cause);
          }
        });
    return answered;
  }

  @Override
  public void close() {
    store.close();
  }
}
