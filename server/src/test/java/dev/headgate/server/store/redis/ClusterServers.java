package dev.headgate.server.store.redis;

import dev.headgate.server.house.FreePorts;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A cluster of Redis processes of a test, each on this machine's loopback. */
public final class ClusterServers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** After that long the others take a member for dead: not for being slow on a busy machine. */
  private static final int TIMEOUT_MILLIS = 10_000;

  private static final int FAILOVER_MILLIS = 2_000;

  /** Where the slots of a member begin in what it says of itself. */
  private static final int SLOTS_FROM = 8;

  private static final long POLL_NANOS = 20_000_000;

  private final List<RedisServer> primaries = new ArrayList<>();
  private final List<RedisServer> replicas = new ArrayList<>();
  private final List<RedisServer> all = new ArrayList<>();

  private final int timeoutMillis;

  private ClusterServers(int timeoutMillis) {
    this.timeoutMillis = timeoutMillis;
  }

  /** Starts primaries that share all slots evenly, and a replica for so many of the first ones. */
  public static ClusterServers start(int primaries, int replicas) {
    ClusterServers cluster = new ClusterServers(replicas > 0 ? FAILOVER_MILLIS : TIMEOUT_MILLIS);
    for (int i = 0; i < primaries + replicas; i++) {
      cluster.join();
    }
    cluster.primaries.addAll(cluster.all.subList(0, primaries));
    cluster.replicas.addAll(cluster.all.subList(primaries, primaries + replicas));
    for (int i = 0; i < primaries; i++) {
      int from = SlotHash.SLOT_COUNT * i / primaries;
      int to = SlotHash.SLOT_COUNT * (i + 1) / primaries - 1;
      cli(cluster.primaries.get(i), "CLUSTER", "ADDSLOTSRANGE", "" + from, "" + to);
    }
    cluster.awaitKnown();
    for (int i = 0; i < replicas; i++) {
      String id = id(cluster.primaries.get(i));
      cli(cluster.replicas.get(i), "CLUSTER", "REPLICATE", id);
    }
    cluster.awaitOk();
    return cluster;
  }

  /** Starts one more member without slots and has all get to know it. */
  RedisServer join() {
    String bus = Integer.toString(FreePorts.one());
    RedisServer server =
        RedisServer.start(
            "--cluster-enabled",
            "yes",
            "--cluster-port",
            bus,
            "--cluster-node-timeout",
            Integer.toString(timeoutMillis),
            "--cluster-replica-validity-factor",
            "0",
            "--repl-diskless-sync-delay",
            "0");
    cli(server, "CLUSTER", "SET-CONFIG-EPOCH", "" + (all.size() + 1));
    if (!all.isEmpty()) {
      cli(all.getFirst(), "CLUSTER", "MEET", "127.0.0.1", "" + server.port(), bus);
    }
    all.add(server);
    return server;
  }

  /** Waits until every member knows every other. */
  void awaitKnown() {
    await(
        "all known",
        () ->
            all.stream()
                .allMatch(
                    one ->
                        cli(one, "CLUSTER", "NODES").lines().count() == all.size()
                            && !cli(one, "CLUSTER", "NODES").contains("handshake")));
  }

  /** Waits until every living member finds all slots served, and replicas have what they copy. */
  void awaitOk() {
    await(
        "cluster_state:ok",
        () ->
            all.stream()
                .filter(one -> one.process().isAlive())
                .allMatch(one -> cli(one, "CLUSTER", "INFO").contains("cluster_state:ok")));
    await(
        "replicas known",
        () ->
            all.stream()
                .filter(one -> one.process().isAlive())
                .allMatch(
                    one ->
                        cli(one, "CLUSTER", "NODES")
                                .lines()
                                .filter(line -> line.contains("slave"))
                                .count()
                            == replicas.size()));
    await(
        "replicas in step",
        () ->
            replicas.stream()
                .filter(one -> one.process().isAlive())
                .allMatch(
                    one ->
                        cli(one, "INFO", "replication").contains("role:master")
                            || cli(one, "INFO", "replication").contains("master_link_status:up")));
  }

  RedisServer primary(int place) {
    return primaries.get(place);
  }

  RedisServer replica(int place) {
    return replicas.get(place);
  }

  /** The primary that serves a slot, among those of the start. */
  RedisServer serving(int slot) {
    return primaries.stream()
        .filter(one -> serves(one, slot))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("slot " + slot + ": no primary"));
  }

  /** The primary that serves a key, among those of the start. */
  RedisServer serving(String key) {
    return serving(SlotHash.getSlot(key));
  }

  private static boolean serves(RedisServer primary, int slot) {
    String id = id(primary);
    return cli(primary, "CLUSTER", "NODES")
        .lines()
        .filter(line -> line.startsWith(id))
        .flatMap(line -> Arrays.stream(line.split(" ")).skip(SLOTS_FROM))
        .filter(range -> !range.startsWith("["))
        .anyMatch(
            range -> {
              String[] ends = range.split("-");
              return Integer.parseInt(ends[0]) <= slot
                  && slot <= Integer.parseInt(ends[ends.length - 1]);
            });
  }

  /** The key of a counter of an app that was counted. */
  static String keyOf(ClusterServers servers, String app) {
    return servers.primaries.stream()
        .flatMap(one -> cli(one, "--scan", "--pattern", "hg1:*:c:*:" + app).lines())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no counter of " + app));
  }

  List<RedisURI> uris() {
    return primaries.stream().map(RedisServer::uri).toList();
  }

  public String url() {
    return primaries.stream()
        .map(one -> "127.0.0.1:" + one.port())
        .collect(Collectors.joining(",", "redis-cluster://", ""));
  }

  /** What a member calls itself. */
  static String id(RedisServer server) {
    return cli(server, "CLUSTER", "MYID").strip();
  }

  /** What {@code redis-cli} says. */
  static String cli(RedisServer server, String... words) {
    return server.cli(words);
  }

  static void await(String what, BooleanSupplier holds) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("never: " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  @Override
  public void close() {
    all.forEach(RedisServer::close);
  }
}
