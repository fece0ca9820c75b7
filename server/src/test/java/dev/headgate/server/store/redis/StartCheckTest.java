package dev.headgate.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.server.store.StoreRefused;
import dev.headgate.server.store.StoreSettings;
import dev.headgate.server.store.codec.ReservationCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Servers that cannot be relied on are refused in one line, and nothing is written to them. */
class StartCheckTest {
  private static final PolicySnapshot POLICY = PolicySnapshot.builder("p").build();
  private static final String EPOCH = "hg1:{headgate}:epoch";

  @Test
  void aServerThatEvicts() {
    try (RedisServer server = RedisServer.start("--maxmemory-policy", "allkeys-lru")) {
      refused(() -> open(url(server)), "maxmemory-policy allkeys-lru (expected: noeviction");
      untouched(server);
    }
  }

  @Test
  void aServerWithAPasswordAndNoneOrAWrongOneGiven() {
    try (RedisServer server = RedisServer.start("--requirepass", "right")) {
      refused(() -> open(url(server)), "NOAUTH");
      refused(() -> open("redis://:wrong@127.0.0.1:" + server.port()), "WRONGPASS");

      open("redis://:right@127.0.0.1:" + server.port()).close();
    }
  }

  @Test
  void noServerAtAll() {
    RedisServer server = RedisServer.start();
    server.close();

    refused(() -> open(url(server)), "refused");
  }

  @Test
  void aMemberOfAClusterWithoutItsSlots() {
    try (RedisServer server = RedisServer.start("--cluster-enabled", "yes")) {
      refused(() -> open(url(server)), "a cluster (expected: redis-cluster:// in the URL)");
    }
  }

  @Test
  void aServerThatIsTooOld() throws Exception {
    for (boolean knowsHello : new boolean[] {true, false}) {
      String version = knowsHello ? "6.2.14" : "5.0.7";
      try (OldServer server = new OldServer(version, knowsHello)) {
        refused(
            () -> open("redis://127.0.0.1:" + server.port()),
            "127.0.0.1:" + server.port() + ": version " + version + " (expected: 7 or later)");
        assertThat(server.asked()).isSubsetOf("HELLO", "PING", "CLIENT", "INFO");
      }
    }
  }

  @Test
  void aReplica() {
    try (RedisServer primary = RedisServer.start();
        RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1 " + primary.port())) {
      refused(() -> open(url(replica)), "a replica (expected: the primary)");
    }
  }

  @Test
  void foreignKeysUnderOurPrefix() {
    try (RedisServer server = RedisServer.start();
        Link link = Connecting.to(server.uri())) {
      link.commands().set("hg1:{headgate}:x", new byte[1]).toCompletableFuture().join();
      refused(() -> open(url(server)), "the foreign key hg1:{headgate}:x");

      link.commands().del("hg1:{headgate}:x").toCompletableFuture().join();
      link.commands().lpush(EPOCH, new byte[1]).toCompletableFuture().join();
      refused(() -> open(url(server)), "a list at " + EPOCH);

      link.commands().del(EPOCH).toCompletableFuture().join();
      link.commands().set(EPOCH, new byte[1]).toCompletableFuture().join();
      refused(() -> open(url(server)), "something else (expected: nothing, or ours)");
    }
  }

  @Test
  void dataOfANewerLayout() {
    try (RedisServer server = RedisServer.start();
        Link link = Connecting.to(server.uri())) {
      open(url(server)).close();
      byte[] epoch = link.commands().get(EPOCH).toCompletableFuture().join();
      ByteBuffer.wrap(epoch).order(ByteOrder.LITTLE_ENDIAN).putDouble(48, 2);
      link.commands().set(EPOCH, epoch).toCompletableFuture().join();

      refused(() -> open(url(server)), "data of layout 2 (expected: at most 1");
      assertThat(link.commands().get(EPOCH).toCompletableFuture().join()).isEqualTo(epoch);
    }
  }

  @Test
  void theSettingsNeverShowAPassword() {
    assertThat(new StoreSettings("redis://user:secret@10.0.0.1:6379"))
        .hasToString("redis://10.0.0.1:6379");
    assertThatThrownBy(() -> new StoreSettings("redi://user:secret@10.0.0.1"))
        .hasMessageStartingWith("redi://10.0.0.1 (expected: memory")
        .hasMessageNotContaining("secret");
    for (String password : List.of("s@cret", "s/ecret", "se?cret", "s#ecret", "s?ecr@et")) {
      assertThat(new StoreSettings("redis://user:" + password + "@10.0.0.1").toString())
          .doesNotContain("ret", "user");
    }
    assertThat(new StoreSettings("redis-sentinel://10.0.0.1?sentinelPassword=se@cret#shop"))
        .hasToString("redis-sentinel://...");
    assertThatThrownBy(() -> new StoreSettings("redis:/user:secret@10.0.0.1"))
        .hasMessageStartingWith("redis:... (expected: memory")
        .hasMessageNotContaining("secret");
    refused(
        () -> open("redis-sentinel://127.0.0.1:1#shop?sentinelPassword=secret"),
        "options before the name");
    assertThatThrownBy(() -> open("redis-sentinel://127.0.0.1:1#shop?sentinelPassword=secret"))
        .hasMessageNotContaining("secret");
  }

  private static void refused(ThrowingCallable open, String says) {
    assertThatThrownBy(open)
        .isInstanceOf(StoreRefused.class)
        .hasMessageContaining(says)
        .hasMessageNotContaining("\n");
  }

  private static void untouched(RedisServer server) {
    try (Link link = Connecting.to(server.uri())) {
      assertThat(link.commands().dbsize().toCompletableFuture().join()).isZero();
    }
  }

  private static RedisStore open(String url) {
    return RedisStore.open(url, new ReservationCodec(() -> POLICY), ending -> {});
  }

  private static String url(RedisServer server) {
    return "redis://127.0.0.1:" + server.port();
  }
}
