package dev.headgate.server.store.redis;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.event.ClusterTopologyChangedEvent;
import io.lettuce.core.cluster.models.partitions.ClusterPartitionParser;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import io.lettuce.core.resource.ClientResources;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.Disposable;

/**
 * A connection to a cluster: a command goes to what serves its key, and follows it where that
 * moves. Safe for all threads.
 */
final class ClusterLink implements Link {
  private final ClientResources resources;
  private final RedisClusterClient client;
  private final StatefulRedisClusterConnection<String, byte[]> connection;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> movers = new CopyOnWriteArrayList<>();

  /** The connection to what served a key when that was looked up last; as many as partitions. */
  private final Map<String, Object> servedBy = new ConcurrentHashMap<>();

  private final Disposable changes;
  private final Libraries libraries = new Libraries();

  /** Connections whose breaks are heard of; as many as there are members. */
  private final Set<Object> heard =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  ClusterLink(
      ClientResources resources,
      RedisClusterClient client,
      StatefulRedisClusterConnection<String, byte[]> connection) {
    this.resources = resources;
    this.client = client;
    this.connection = connection;
    changes =
        resources
            .eventBus()
            .get()
            .subscribe(
                event -> {
                  if (event instanceof ClusterTopologyChangedEvent) {
                    libraries.forget();
                    movers.forEach(Runnable::run);
                  }
                });
  }

  @Override
  public RedisClusterAsyncCommands<String, byte[]> commands() {
    return connection.async();
  }

  @Override
  public CompletionStage<RedisClusterAsyncCommands<String, byte[]>> serving(String key) {
    int slot = SlotHash.getSlot(key);
    RedisClusterNode node = connection.getPartitions().getMasterBySlot(slot);
    if (node == null) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("slot " + slot + ": no primary (expected: one)"));
    }
    RedisURI uri = node.getUri();
    return connection
        .getConnectionAsync(uri.getHost(), uri.getPort())
        .thenApply(
            server -> {
              servedBy.put(key, server);
              return watched(server);
            });
  }

  /** Hears of breaks of the connection to what serves a key. */
  private record Listener(String key, Runnable heard) {}

  /** The commands of a connection whose breaks are heard of. */
  private RedisClusterAsyncCommands<String, byte[]> watched(
      StatefulRedisConnection<String, byte[]> server) {
    if (heard.add(server)) {
      server.addListener(new Breaks(() -> broken(server)));
    }
    return server.async();
  }

  /** All primaries as the client knows them. */
  List<RedisClusterNode> primaries() {
    return connection.getPartitions().stream().filter(ClusterLink::isPrimary).toList();
  }

  /** The commands of one member. */
  CompletionStage<RedisClusterAsyncCommands<String, byte[]>> member(RedisClusterNode node) {
    return connection.getConnectionAsync(node.getNodeId()).thenApply(server -> server.async());
  }

  private static boolean isPrimary(RedisClusterNode node) {
    Set<NodeFlag> flags = node.getFlags();
    return node.getRole().isUpstream()
        && !flags.contains(NodeFlag.FAIL)
        && !flags.contains(NodeFlag.EVENTUAL_FAIL)
        && !flags.contains(NodeFlag.NOADDR);
  }

  @Override
  public CompletionStage<Boolean> lives(String run, String key) {
    return serving(key)
        .thenCompose(RedisClusterAsyncCommands::clusterNodes)
        .thenCompose(
            nodes -> {
              CompletionStage<Boolean> found = CompletableFuture.completedFuture(false);
              for (RedisClusterNode node : ClusterPartitionParser.parse(nodes)) {
                if (isPrimary(node)) {
                  found = found.thenCombine(isRun(node, run), Boolean::logicalOr);
                }
              }
              return found;
            });
  }

  private CompletionStage<Boolean> isRun(RedisClusterNode node, String run) {
    try {
      return member(node)
          .thenCompose(server -> server.info("server"))
          .thenApply(info -> ServerReport.of(info).need("run_id").equals(run))
          .exceptionally(silent -> false);
    } catch (RuntimeException unknown) {
      // A member that this client has not heard of yet is not taken for alive.
      return CompletableFuture.completedFuture(false);
    }
  }

  @Override
  public CompletionStage<?> lookAgain() {
    return client.refreshPartitionsAsync();
  }

  @Override
  public void later(long micros, Runnable what) {
    var _ = resources.eventExecutorGroup().schedule(what, micros, MICROSECONDS);
  }

  @Override
  public void onDisconnect(String key, Runnable heardOf) {
    listeners.add(new Listener(key, heardOf));
  }

  @Override
  public void onMove(Runnable heardOf) {
    movers.add(heardOf);
  }

  @Override
  public Libraries libraries() {
    return libraries;
  }

  @SuppressWarnings("ReferenceEquality") // connections are no values
  private void broken(Object server) {
    libraries.forget();
    for (Listener listener : listeners) {
      if (servedBy.get(listener.key()) == server) {
        listener.heard().run();
      }
    }
  }

  @Override
  public void close() {
    changes.dispose();
    connection.close();
    Connecting.end(client, resources);
  }
}
