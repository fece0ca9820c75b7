package dev.headgate.server.fleet;

import dev.headgate.server.store.redis.RedisServer;
import io.lettuce.core.RedisClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Nodes over one Redis; three, where nothing else is said. */
final class Fleet implements AutoCloseable {
  static final int NODES = 3;

  /** Tenants whose calls are spread 8 : 1 : 1. */
  static final List<String> TENANTS = List.of("tenant-a", "tenant-b", "tenant-c");

  private static final String REGISTRY =
      """
      tenants:
        tenant-a: { plan: standard }
        tenant-b: { plan: standard }
        tenant-c: { plan: standard }
      apps: { app-1: {}, app-2: {} }
      """;

  private final RedisServer redis;
  private final List<FleetNode> nodes = new ArrayList<>();

  /** Starts a fleet under a policy, on this machine's loopback. */
  Fleet(Path folder, String policy) throws Exception {
    this(folder, policy, RedisServer.start(), NODES, false);
  }

  /** Starts a single node under a policy. */
  static Fleet ofOne(Path folder, String policy) throws Exception {
    return new Fleet(folder, policy, RedisServer.start(), 1, false);
  }

  /** Starts a fleet under a policy, each node in a network namespace of its own. */
  static Fleet inNamespaces(Path folder, String policy) throws Exception {
    return new Fleet(folder, policy, RedisServer.start("--protected-mode", "no"), NODES, true);
  }

  private Fleet(Path folder, String policy, RedisServer redis, int count, boolean namespaces)
      throws Exception {
    this.redis = redis;
    Files.writeString(folder.resolve("policy.yaml"), policy);
    Files.writeString(folder.resolve("registry.yaml"), REGISTRY);
    try {
      for (int i = 0; i < count; i++) {
        Way way = namespaces ? Namespace.of(i, redis.port()) : Relay.to(redis.port());
        nodes.add(new FleetNode(folder, "node-" + i, way));
      }
      if (namespaces) {
        listenInNamespaces();
      }
      for (FleetNode node : nodes) {
        node.launch();
      }
      for (FleetNode node : nodes) {
        node.awaitServing();
      }
    } catch (Exception failed) {
      close();
      throw failed;
    }
  }

  /** Redis listens at these addresses and the loopback only. */
  private void listenInNamespaces() {
    StringBuilder addresses = new StringBuilder("127.0.0.1");
    for (int i = 0; i < NODES; i++) {
      addresses.append(' ').append(Namespace.host(i));
    }
    try (RedisClient client = RedisClient.create(redis.uri())) {
      client.connect().sync().configSet("bind", addresses.toString());
    }
  }

  RedisServer redis() {
    return redis;
  }

  List<FleetNode> nodes() {
    return List.copyOf(nodes);
  }

  @Override
  public void close() {
    nodes.forEach(FleetNode::close);
    redis.close();
  }
}
