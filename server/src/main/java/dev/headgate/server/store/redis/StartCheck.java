package dev.headgate.server.store.redis;

import dev.headgate.server.store.StoreRefused;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Whether a server may keep our counters, asked before anything is written to it. What it is not is
 * said in one line.
 */
public final class StartCheck {
  /** The oldest major version; scripts of older ones cannot say what they need. */
  private static final int VERSION_MIN = 7;

  private static final String NO_EVICTION = "noeviction";
  private static final long WAIT_SECONDS = 10;

  /** How many keys are looked at for foreign ones before an empty store is believed to be empty. */
  private static final int SCANNED_MAX = 200_000;

  private static final int SCANNED_EACH = 1_000;

  private final RedisClusterAsyncCommands<String, byte[]> commands;
  private final String place;

  StartCheck(RedisClusterAsyncCommands<String, byte[]> commands, String place) {
    this.commands = commands;
    this.place = place;
  }

  /**
   * Refuses a server that cannot be relied on, or where others use the keys of our counters.
   *
   * @throws StoreRefused where it cannot
   */
  static void of(Link link, Names names, String place) {
    of(link, Rights.COUNTERS, place);
    try {
      new StartCheck(link.commands(), place).prefix(names);
    } catch (CompletionException failed) {
      throw new StoreRefused(Refusals.line(place, failed));
    }
  }

  /**
   * Refuses a server that cannot be relied on as the only one, whatever it holds.
   *
   * @param rights what its user has to be allowed
   * @throws StoreRefused where it cannot
   */
  public static void of(Link link, Rights rights, String place) {
    try {
      StartCheck check = new StartCheck(link.commands(), place);
      check.server(rights);
      if (check.isClustered()) {
        throw check.refused("a cluster", "redis-cluster:// in the URL");
      }
    } catch (CompletionException failed) {
      throw new StoreRefused(Refusals.line(place, failed));
    }
  }

  /** Refuses a server that cannot be relied on as a primary of a cluster. */
  void member() {
    server(Rights.MEMBER);
    if (!isClustered()) {
      throw refused("no cluster", "redis:// in the URL");
    }
  }

  private void server(Rights rights) {
    ServerReport server = report("server");
    String version =
        Optional.ofNullable(server.find("valkey_version")).orElse(server.need("redis_version"));
    if (major(version) < VERSION_MIN) {
      throw refused("version " + version, VERSION_MIN + " or later");
    }
    List<String> lacking = rights.lacking(commands);
    if (!lacking.isEmpty()) {
      throw refused(
          "a user without " + String.join(" ", lacking), "those, and keys of the pattern ~hg1:*");
    }
    String role = report("replication").need("role");
    if (!role.equals("master")) {
      throw refused("a replica", "the primary");
    }
    String policy = report("memory").need("maxmemory_policy");
    if (!policy.equals(NO_EVICTION)) {
      throw refused(
          "maxmemory-policy " + policy, NO_EVICTION + ", as evicted counters are granted twice");
    }
  }

  private static int major(String version) {
    return Integer.parseInt(version.replaceAll("^([0-9]+).*", "$1"));
  }

  private boolean isClustered() {
    return report("cluster").need("cluster_enabled").equals("1");
  }

  /** Keys under our prefix without our epoch are somebody else's. */
  private void prefix(Names names) {
    if (isEpoch(await(commands.type(names.epoch())), names, place)) {
      return;
    }
    ScanArgs ours = ScanArgs.Builder.matches(names.all()).limit(SCANNED_EACH);
    ScanCursor cursor = ScanCursor.INITIAL;
    for (int seen = 0; seen < SCANNED_MAX && !cursor.isFinished(); seen += SCANNED_EACH) {
      KeyScanCursor<String> found = await(commands.scan(cursor, ours));
      if (!found.getKeys().isEmpty()) {
        throw refused(
            "the foreign key " + found.getKeys().getFirst(), "no others under our prefix");
      }
      cursor = found;
    }
  }

  /**
   * Whether what is kept at the key of an epoch may be one.
   *
   * @throws StoreRefused where something else is there
   */
  static boolean isEpoch(String stated, Names names, String place) {
    String type = stated.toLowerCase(Locale.ROOT);
    if (!type.equals("string") && !type.equals("none")) {
      throw refused(place, "a " + type + " at " + names.epoch(), "nothing, or what Headgate wrote");
    }
    return type.equals("string");
  }

  private ServerReport report(String section) {
    return ServerReport.of(await(commands.info(section)));
  }

  private StoreRefused refused(String found, String expected) {
    return refused(place, found, expected);
  }

  private static StoreRefused refused(String place, String found, String expected) {
    return new StoreRefused(place + ": " + found + " (expected: " + expected + ")");
  }

  /** Waits for an answer while a server is being met. */
  public static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
  }
}
