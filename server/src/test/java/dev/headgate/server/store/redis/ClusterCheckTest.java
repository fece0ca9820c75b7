package dev.headgate.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.server.store.StoreRefused;
import dev.headgate.server.store.StoreSettings.Tls;
import dev.headgate.server.store.cluster.ClusterStore;
import dev.headgate.server.store.codec.ReservationCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clusters that cannot be relied on are refused in one line, and nothing is written to them. */
class ClusterCheckTest {
  private static final PolicySnapshot POLICY = PolicySnapshot.builder("p").build();

  private final ClusterServers servers = ClusterServers.start(1, 0);
  private final RedisServer member = servers.primary(0);

  @AfterEach
  void end() {
    servers.close();
  }

  @Test
  void slotsThatNobodyServes() {
    ClusterServers.cli(member, "CLUSTER", "DELSLOTSRANGE", "5461", "10922");

    refused("cluster not covered: slots 5461-10922 have no primary (expected: all 16384 served)");
  }

  @Test
  void aPrimaryThatEvicts() {
    ClusterServers.cli(member, "CONFIG", "SET", "maxmemory-policy", "allkeys-lru");

    refused("maxmemory-policy allkeys-lru (expected: noeviction");
  }

  @Test
  void foreignKeysUnderOurPrefix() {
    ClusterServers.cli(member, "SET", "hg1:{headgate}:epoch", "x");
    refused("the foreign key hg1:{headgate}:epoch (expected: no others under our prefix)");
    ClusterServers.cli(member, "DEL", "hg1:{headgate}:epoch");

    String epoch = epoch();
    ClusterServers.cli(member, "LPUSH", epoch, "x");
    refused("a list at " + epoch);
    ClusterServers.cli(member, "DEL", epoch);

    ClusterServers.cli(member, "SET", epoch, "x");
    refused("something else (expected: nothing, or ours)");
  }

  @Test
  void dataOfANewerLayout() {
    open().close();
    try (Link link = Connecting.to(servers.uris(), Tls.USUAL)) {
      byte[] epoch = link.commands().get(epoch()).toCompletableFuture().join();
      ByteBuffer.wrap(epoch).order(ByteOrder.LITTLE_ENDIAN).putDouble(48, 2);
      link.commands().set(epoch(), epoch).toCompletableFuture().join();

      refused("data of layout 2 (expected: at most 1");
    }
  }

  @Test
  void aServerThatIsNoMemberOfACluster() {
    try (RedisServer alone = RedisServer.start()) {
      assertThatThrownBy(() -> open("redis-cluster://127.0.0.1:" + alone.port()))
          .isInstanceOf(StoreRefused.class)
          .hasMessageNotContaining("\n")
          .hasMessageContaining("cluster");
    }
  }

  @Test
  void aPasswordThatIsNoneOrAWrongOne() {
    ClusterServers.cli(member, "CONFIG", "SET", "requirepass", "right");
    String members = "@127.0.0.1:" + member.port() + ",127.0.0.1:" + member.port();

    assertThatThrownBy(this::open)
        .isInstanceOf(StoreRefused.class)
        .hasMessageContaining("NOAUTH")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> open("redis-cluster://:wrong" + members))
        .isInstanceOf(StoreRefused.class)
        .hasMessageContaining("WRONGPASS")
        .hasMessageNotContaining("wrong@");
    open("redis-cluster://:right" + members).close();
  }

  @Test
  void aUrlWithADatabase() {
    assertThatThrownBy(() -> open("redis-cluster://user:secret@127.0.0.1:7000/3"))
        .isInstanceOf(StoreRefused.class)
        .hasMessageNotContaining("secret")
        .hasMessageContaining("expected: redis-cluster://host:port,host:port");
  }

  @Test
  void aMemberThatIsNamedAsASingleServer() {
    String url = "redis://127.0.0.1:" + member.port();

    assertThatThrownBy(() -> RedisStore.open(url, new ReservationCodec(() -> POLICY), ending -> {}))
        .isInstanceOf(StoreRefused.class)
        .hasMessageContaining("a cluster (expected: redis-cluster:// in the URL)");
  }

  private String epoch() {
    return ClusterServers.cli(member, "SCAN", "0", "MATCH", "*epoch", "COUNT", "1000")
        .lines()
        .filter(line -> line.startsWith("hg1:"))
        .findFirst()
        .orElse(RedisCluster.name(0).epoch());
  }

  private void refused(String says) {
    String before = ClusterServers.cli(member, "DBSIZE");

    assertThatThrownBy(this::open)
        .isInstanceOf(StoreRefused.class)
        .hasMessageContaining(says)
        .hasMessageNotContaining("\n");
    assertThat(ClusterServers.cli(member, "DBSIZE")).isEqualTo(before);
  }

  private ClusterStore open() {
    return open(servers.url());
  }

  private static ClusterStore open(String url) {
    return RedisCluster.open(url, Tls.USUAL, new ReservationCodec(() -> POLICY), ending -> {});
  }
}
