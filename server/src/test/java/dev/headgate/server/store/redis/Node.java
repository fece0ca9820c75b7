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
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.SystemTime;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.store.codec.ReservationCodec;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An engine over a server, as a process of its own would have it. */
final class Node implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;
  private static final Operation GET_ISSUE = Operation.of("getIssue", "GET");

  private final List<Ending> endings = new CopyOnWriteArrayList<>();
  private final TimeSource time;
  private final RedisStore store;
  private final Decider decider;
  private final Settler settler;

  /** A node by this machine's clock. */
  static Node over(RedisServer server, PolicySnapshot policy) {
    return new Node(server, policy, SystemTime.startingAt(0));
  }

  Node(RedisServer server, PolicySnapshot policy, TimeSource time) {
    this.time = time;
    store =
        RedisStore.open(
            server.uri().toURI().toString(), new ReservationCodec(() -> policy), endings::add);
    decider = new Decider(time, () -> policy, store, () -> UUID.randomUUID().toString());
    settler = new Settler(time, store, endings::add);
  }

  RedisStore store() {
    return store;
  }

  List<Ending> endings() {
    return endings;
  }

  /** Decides about a call that is settled later. */
  Decision decide(String app) {
    return await(answer -> decider.decide(call(app), answer));
  }

  /** Decides about a call with an id of its own. */
  Decision decide(String app, String id) {
    return await(answer -> decider.decide(call(app).withId(id), answer));
  }

  CompletableFuture<Decision> deciding(String app) {
    return asked(answer -> decider.decide(call(app), answer));
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
