package dev.headgate.server.store.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A primary, its replica and the sentinels of a test, each a process on this machine's loopback.
 *
 * @param sentinels one is enough to fail over
 */
record SentinelServers(RedisServer primary, RedisServer replica, List<RedisServer> sentinels)
    implements AutoCloseable {
  /** How they call the primary. */
  static final String NAME = "shop";

  /** After that long a primary that does not answer is taken for dead. */
  static final int DOWN_MILLIS = 1_000;

  /** Starts them without passwords. */
  static SentinelServers start(int sentinels) {
    RedisServer primary = RedisServer.start("--repl-diskless-sync-delay", "0");
    RedisServer replica = replica(primary);
    return new SentinelServers(primary, replica, watching(primary, sentinels)).known();
  }

  /** Starts them with a password for the servers and another one for the sentinel. */
  static SentinelServers guarded(String password, String sentinelPassword) {
    String[] own = {"--requirepass", password, "--masterauth", password};
    RedisServer primary =
        RedisServer.start(
            Stream.concat(Stream.of("--repl-diskless-sync-delay", "0"), Stream.of(own))
                .toArray(String[]::new));
    RedisServer replica = replica(primary, own);
    RedisServer sentinel =
        RedisServer.sentinel(
            List.of("-a", sentinelPassword, "--no-auth-warning"),
            "sentinel monitor " + NAME + " 127.0.0.1 " + primary.port() + " 1",
            "sentinel auth-pass " + NAME + " " + password,
            "requirepass " + sentinelPassword);
    return new SentinelServers(primary, replica, List.of(sentinel));
  }

  private static RedisServer replica(RedisServer primary, String... options) {
    List<String> all = new ArrayList<>(List.of("--replicaof", "127.0.0.1 " + primary.port()));
    all.addAll(List.of(options));
    RedisServer replica = RedisServer.start(all.toArray(String[]::new));
    if (options.length == 0) {
      ClusterServers.await(
          "in step", () -> replica.cli("INFO", "replication").contains("master_link_status:up"));
    }
    return replica;
  }

  /** A sentinel looks for replicas when it comes, so that it comes after them. */
  private static List<RedisServer> watching(RedisServer primary, int count) {
    List<RedisServer> sentinels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sentinels.add(
          RedisServer.sentinel(
              List.of(),
              "sentinel monitor " + NAME + " 127.0.0.1 " + primary.port() + " " + (count / 2 + 1),
              "sentinel down-after-milliseconds " + NAME + " " + DOWN_MILLIS,
              "sentinel failover-timeout " + NAME + " 5000"));
    }
    return List.copyOf(sentinels);
  }

  /** Waits until every sentinel knows the replica and all others. */
  private SentinelServers known() {
    for (RedisServer sentinel : sentinels) {
      ClusterServers.await(
          "replica known",
          () -> sentinel.cli("SENTINEL", "REPLICAS", NAME).contains("" + replica.port()));
      ClusterServers.await(
          "sentinels known",
          () ->
              sentinel
                  .cli("SENTINEL", "MASTER", NAME)
                  .contains("num-other-sentinels\n" + (sentinels.size() - 1)));
    }
    return this;
  }

  /** Waits until the replica has what the primary has. */
  void awaitReplicated() {
    ClusterServers.await(
        "replicated",
        () -> offset(primary, "master_repl_offset").equals(offset(replica, "slave_repl_offset")));
  }

  private static String offset(RedisServer server, String name) {
    return ServerReport.of(server.cli("INFO", "replication")).need(name);
  }

  /** The URL of the store. */
  String url() {
    return sentinels.stream()
        .map(one -> "127.0.0.1:" + one.port())
        .collect(Collectors.joining(",", "redis-sentinel://", "#" + NAME));
  }

  @Override
  public void close() {
    sentinels.forEach(RedisServer::close);
    replica.close();
    primary.close();
  }
}
