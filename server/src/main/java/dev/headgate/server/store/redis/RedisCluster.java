package dev.headgate.server.store.redis;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.store.StoreRefused;
import dev.headgate.server.store.StoreSettings.Tls;
import dev.headgate.server.store.cluster.ClusterStore;
import dev.headgate.server.store.cluster.Partition;
import dev.headgate.server.store.cluster.Partitions;
import dev.headgate.server.store.cluster.Placement;
import dev.headgate.server.store.codec.ReservationCodec;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a store in a Redis or Valkey Cluster, made as they are used. Each has a hash
 * tag whose slot lies in its own share of all slots, so that primaries with as many slots serve as
 * many partitions. Safe for all threads.
 */
public final class RedisCluster implements Partitions {
  private static final int SLOTS_EACH = SlotHash.SLOT_COUNT / Placement.COUNT;

  /** Of how many partitions each look prolongs the life of what tells what falls due. */
  private static final int PROLONGED = 4;

  /** How many of the latest policies are not told again. */
  private static final int TOLD_MAX = 4;

  private static final List<Names> NAMES = names();

  private final Link link;
  private final List<Names> names;
  private final IntFunction<RedisPartition> making;
  private final Serials serials = new Serials();
  private final AtomicReferenceArray<@Nullable RedisPartition> known =
      new AtomicReferenceArray<>(Placement.COUNT);
  private final AtomicInteger looks = new AtomicInteger();
  private final Object adopting = new Object();
  private final Deque<PolicySnapshot> told = new ArrayDeque<>();
  private CompletionStage<?> adopted = CompletableFuture.completedFuture(null);

  /**
   * Opens a store; all primaries were checked when this returns.
   *
   * @param url {@code redis-cluster://[user:password@]host:port,host:port}, or the same with {@code
   *     rediss-cluster} over TLS
   * @param tls towards its members
   * @param codec of reservations
   * @param listener hears of every ending
   * @throws StoreRefused where it cannot be used; nothing was written to it then
   */
  public static ClusterStore open(
      String url, Tls tls, ReservationCodec codec, SettlementListener listener) {
    List<RedisURI> members = Addresses.members(url);
    ClusterLink link = Connecting.to(members, tls);
    String place = "cluster of " + Refusals.place(members);
    return Refusals.opened(
        link,
        place,
        () -> {
          ClusterCheck.of(link, NAMES, place);
          StoredReservations notes = new StoredReservations(codec);
          RedisCluster partitions = new RedisCluster(link, NAMES, any -> notes, null);
          // What may not be written is found out now and not at the first call.
          StartCheck.await(partitions.made(0).meeting().anew(null));
          return new ClusterStore(partitions, listener);
        });
  }

  /** What reservations are noted by, in each partition. */
  interface NotesOf {
    Notes in(Names names);
  }

  /** A clock instead of the servers' is for tests with a time of their own. */
  RedisCluster(Link link, List<Names> names, NotesOf notes, @Nullable TimeSource clock) {
    this.link = link;
    this.names = names;
    Latest latest = new Latest(this::adopt);
    making =
        number -> {
          Names own = names.get(number);
          RedisPartition.Parts parts =
              new RedisPartition.Parts(link, own, notes.in(own), clock, latest);
          return new RedisPartition(
              parts, Courier.Terms.USUAL, serials, claim -> Placement.of(claim) == number);
        };
  }

  /**
   * Has all partitions get to know a policy, those as well that no call of it may ever touch: one
   * after the other, so that calls need not wait for it. One that does not answer gets to know it
   * by the next call.
   */
  private void adopt(PolicySnapshot snapshot) {
    synchronized (adopting) {
      // While two policies alternate they are not told again and again.
      if (told.contains(snapshot)) {
        return;
      }
      told.addFirst(snapshot);
      if (told.size() > TOLD_MAX) {
        told.removeLast();
      }
      adopted = adopted.thenCompose(before -> adopt(snapshot, 0));
    }
  }

  private CompletionStage<?> adopt(PolicySnapshot snapshot, int from) {
    return from == Placement.COUNT
        ? CompletableFuture.completedFuture(null)
        : made(from)
            .adopt(snapshot)
            .handle((binding, failure) -> binding)
            .thenComposeAsync(done -> adopt(snapshot, from + 1), next -> link.later(0, next));
  }

  /** Done once all partitions know all policies that were used. */
  CompletionStage<?> adopted() {
    synchronized (adopting) {
      return adopted;
    }
  }

  /** The first number as a tag for each share of the slots. */
  private static List<Names> names() {
    List<Names> names = new ArrayList<>(Placement.COUNT);
    for (int partition = 0; partition < Placement.COUNT; partition++) {
      int tag = 0;
      while (SlotHash.getSlot(Integer.toString(tag)) / SLOTS_EACH != partition) {
        tag++;
      }
      names.add(new Names(Integer.toString(tag)));
    }
    return List.copyOf(names);
  }

  /** What the keys of a partition are called. */
  static Names name(int partition) {
    return NAMES.get(partition);
  }

  @Override
  public Partition get(int number) {
    return made(number);
  }

  private RedisPartition made(int number) {
    RedisPartition present = known.get(number);
    if (present != null) {
      return present;
    }
    RedisPartition made = making.apply(number);
    RedisPartition first = known.compareAndExchange(number, null, made);
    return first == null ? made : first;
  }

  @Override
  public void due(long now, Answer<List<Integer>> answer) {
    CompletionStage<List<Integer>> found = CompletableFuture.completedFuture(new ArrayList<>());
    for (int number = 0; number < Placement.COUNT; number++) {
      int partition = number;
      found =
          found.thenCombine(
              isDue(number, now),
              (all, due) -> {
                if (due) {
                  all.add(partition);
                }
                return all;
              });
    }
    prolong();
    found.whenComplete(
        (all, failure) -> {
          if (failure == null) {
            answer.value(all);
          } else {
            answer.failure(Meeting.told(failure));
          }
        });
  }

  /** Whether something is due there; a partition that does not answer is looked at next time. */
  private CompletionStage<Boolean> isDue(int number, long now) {
    return link.commands()
        .zrangebyscore(names.get(number).due(), Range.create(0, now), Limit.from(1))
        .thenApply(first -> !first.isEmpty())
        .exceptionally(silent -> false);
  }

  private void prolong() {
    int look = looks.getAndIncrement();
    for (int i = 0; i < PROLONGED; i++) {
      int number = Math.floorMod(PROLONGED * look + i, Placement.COUNT);
      var _ = link.commands().expire(names.get(number).due(), RedisStore.DUE_KEPT);
    }
  }

  @Override
  public void later(long micros, Runnable what) {
    link.later(micros, what);
  }

  @Override
  public long nextSerial() {
    return serials.next();
  }

  @Override
  public void close() {
    link.close();
  }
}
