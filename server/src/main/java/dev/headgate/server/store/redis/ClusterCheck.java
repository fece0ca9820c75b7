package dev.headgate.server.store.redis;

import dev.headgate.server.store.StoreRefused;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;

/**
 * Whether a cluster may keep our counters, asked of every primary before anything is written. What
 * it is not is said in one line.
 */
final class ClusterCheck {
  /** How many keys of each primary are looked at where nobody has used the cluster for this yet. */
  private static final int SCANNED_MAX = 100_000;

  /** And where somebody has: then there are as many keys of ours. */
  private static final int SCANNED_IN_USE = 2_000;

  private static final int SCANNED_EACH = 1_000;

  private final ClusterLink link;
  private final List<Names> names;
  private final String place;

  private ClusterCheck(ClusterLink link, List<Names> names, String place) {
    this.link = link;
    this.names = names;
    this.place = place;
  }

  /**
   * Refuses a cluster that cannot be relied on.
   *
   * @throws StoreRefused where it cannot
   */
  static void of(ClusterLink link, List<Names> names, String place) {
    try {
      ClusterCheck check = new ClusterCheck(link, names, place);
      check.covered();
      for (RedisClusterNode primary : check.serving()) {
        String where = Refusals.place(primary.getUri());
        new StartCheck(StartCheck.await(link.member(primary)), where).member();
      }
      check.prefix();
    } catch (CompletionException failed) {
      throw new StoreRefused(Refusals.line(place, failed));
    }
  }

  /** Those without slots may be on their way to be replicas. */
  private List<RedisClusterNode> serving() {
    return link.primaries().stream().filter(node -> !node.hasNoSlots()).toList();
  }

  /** Every slot has a primary that serves it. */
  private void covered() {
    BitSet served = new BitSet(SlotHash.SLOT_COUNT);
    for (RedisClusterNode primary : serving()) {
      primary.forEachSlot(served::set);
    }
    int first = served.nextClearBit(0);
    if (first < SlotHash.SLOT_COUNT) {
      int next = served.nextSetBit(first);
      int last = (next < 0 ? SlotHash.SLOT_COUNT : next) - 1;
      throw refused(
          "cluster not covered: slots " + first + "-" + last + " have no primary",
          "all " + SlotHash.SLOT_COUNT + " served");
    }
    for (RedisClusterNode primary : serving()) {
      ServerReport state =
          ServerReport.of(StartCheck.await(StartCheck.await(link.member(primary)).clusterInfo()));
      if (!state.need("cluster_state").equals("ok")) {
        throw refused("cluster_state:" + state.need("cluster_state"), "ok");
      }
    }
  }

  /**
   * Keys of a partition without its epoch are somebody else's, and so are those of no partition.
   */
  private void prefix() {
    Set<String> ours = new HashSet<>();
    List<String> types = new ArrayList<>();
    for (Names one : names) {
      types.add(StartCheck.await(link.commands().type(one.epoch())));
    }
    for (int i = 0; i < types.size(); i++) {
      Names one = names.get(i);
      if (StartCheck.isEpoch(types.get(i), one, place)) {
        Meeting.check(StartCheck.await(link.commands().get(one.epoch())));
        ours.add(one.all().replace("*", ""));
      }
    }
    for (RedisClusterNode primary : serving()) {
      scan(StartCheck.await(link.member(primary)), ours);
    }
  }

  private void scan(RedisClusterAsyncCommands<String, byte[]> primary, Set<String> ours) {
    ScanArgs layout = ScanArgs.Builder.matches(Names.LAYOUT + "*").limit(SCANNED_EACH);
    int most = ours.isEmpty() ? SCANNED_MAX : SCANNED_IN_USE;
    ScanCursor cursor = ScanCursor.INITIAL;
    for (int seen = 0; seen < most && !cursor.isFinished(); seen += SCANNED_EACH) {
      KeyScanCursor<String> found = StartCheck.await(primary.scan(cursor, layout));
      for (String key : found.getKeys()) {
        if (!ours.contains(key.substring(0, key.indexOf("}:") + 2))) {
          throw refused("the foreign key " + key, "no others under our prefix");
        }
      }
      cursor = found;
    }
  }

  private StoreRefused refused(String found, String expected) {
    return new StoreRefused(place + ": " + found + " (expected: " + expected + ")");
  }
}
