package dev.headgate.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.SystemTime;
import dev.headgate.server.house.FreePorts;
import dev.headgate.server.share.RedisShares;
import dev.headgate.server.store.StoreRefused;
import dev.headgate.server.store.StoreSettings;
import dev.headgate.server.store.StoreSettings.Tls;
import dev.headgate.server.store.codec.ReservationCodec;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS to real servers whose certificates a private authority has issued. */
class StoreTlsTest {
  private static final PolicySnapshot POLICY =
      PolicySnapshot.builder("p")
          .rule(Rule.limit("daily", MeterSource.of(new FixedWindow(2, 86_400_000_000L))).by("app"))
          .build();

  @TempDir static Path folder;
  private static PrivateAuthority authority;
  private static PrivateAuthority.Certificate ours;
  private static Tls trusting;

  @BeforeAll
  static void certificates() {
    authority = PrivateAuthority.in(folder);
    ours = authority.issue("IP:127.0.0.1");
    trusting = new Tls(authority.certificate(), null);
  }

  @Test
  void aServerDecidesOverTls() {
    try (RedisServer server = RedisServer.secured(ours);
        Node node = Node.over(url("rediss", server), trusting, POLICY)) {
      decides(node);
    }
  }

  @Test
  void aServerThatAsksIsShownACertificate() {
    PrivateAuthority.Certificate own = authority.issue("DNS:node-1");
    Tls shown = new Tls(authority.certificate(), new StoreSettings.Shown(own.chain(), own.key()));
    try (RedisServer server = RedisServer.secured(ours, "--tls-auth-clients", "yes")) {
      refused(url("rediss", server), trusting, "(expected: TLS that both sides accept)");
      try (Node node = Node.over(url("rediss", server), shown, POLICY)) {
        decides(node);
      }
    }
  }

  @Test
  void membersOfAClusterDecideOverTls() {
    String bus = Integer.toString(FreePorts.one());
    try (RedisServer member =
        RedisServer.secured(
            ours, "--tls-cluster", "yes", "--cluster-enabled", "yes", "--cluster-port", bus)) {
      member.cli("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
      ClusterServers.await("ok", () -> member.cli("CLUSTER", "INFO").contains("cluster_state:ok"));
      try (Node node = Node.over(url("rediss-cluster", member), trusting, POLICY)) {
        decides(node);
      }
      refused(url("rediss-cluster", member), Tls.USUAL, "no authority that is trusted");
    }
  }

  @Test
  void sentinelsAndTheirPrimaryDecideOverTls() {
    try (RedisServer server = RedisServer.secured(ours);
        RedisServer sentinel =
            RedisServer.sentinel(
                List.of(),
                "port 0",
                "tls-port PORT",
                "tls-cert-file " + ours.chain(),
                "tls-key-file " + ours.key(),
                "tls-ca-cert-file " + ours.issuer(),
                "tls-auth-clients no",
                "tls-replication yes",
                "sentinel monitor shop 127.0.0.1 " + server.port() + " 1")) {
      String url = url("rediss-sentinel", sentinel) + "#shop";

      try (Node node = Node.over(url, trusting, POLICY)) {
        decides(node);
      }
      refused(url, Tls.USUAL, "no authority that is trusted");
      refused(url.replace("rediss", "redis"), Tls.USUAL, "a server with TLS (expected: rediss");
    }
  }

  @Test
  void sharesAreKeptOverTls() {
    try (RedisServer server = RedisServer.secured(ours)) {
      RedisShares.open(SystemTime.steady(), url("rediss", server), trusting).close();

      refused(
          () -> RedisShares.open(SystemTime.steady(), url("rediss", server)),
          "no authority that is trusted");
    }
  }

  @Test
  void anAuthorityThatNobodyTrusts() {
    try (RedisServer server = RedisServer.secured(ours)) {
      refused(url("rediss", server), Tls.USUAL, "no authority that is trusted");
    }
  }

  @Test
  void aCertificateForAnotherHost() {
    try (RedisServer server = RedisServer.secured(authority.issue("DNS:redis.example.org"))) {
      refused(url("rediss", server), trusting, "certificate for another host");
    }
  }

  @Test
  void aServerWithoutTlsWhereItIsAskedFor() {
    try (RedisServer server = RedisServer.start()) {
      refused(url("rediss", server), trusting, "a server without TLS (expected: TLS");
    }
  }

  @Test
  void aServerWithTlsWhereItIsNotAskedFor() {
    try (RedisServer server = RedisServer.secured(ours)) {
      refused(url("redis", server), Tls.USUAL, "a server with TLS (expected: rediss");
      refused(url("redis-cluster", server), Tls.USUAL, "a server with TLS (expected: rediss");
    }
  }

  @Test
  void somebodyWhoListensAndSaysNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      String place = "://127.0.0.1:" + silent.getLocalPort();

      refused("redis" + place, Tls.USUAL, "no answer");
      refused("rediss" + place, trusting, "no answer");
    }
  }

  @Test
  void filesThatHoldNoCertificate() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    try (RedisServer server = RedisServer.secured(ours)) {
      refused(url("rediss", server), new Tls(empty, null), "tls.issuers: " + empty);
      refused(
          url("rediss", server),
          new Tls(null, new StoreSettings.Shown(ours.chain(), empty)),
          "tls.key: " + empty);
    }
  }

  private static void decides(Node node) {
    assertThat(node.decide("app-1")).isInstanceOf(Decision.Allowed.class);
    assertThat(node.decide("app-1")).isInstanceOf(Decision.Allowed.class);
    assertThat(node.decide("app-1")).isInstanceOf(Decision.Throttled.class);
  }

  private static String url(String scheme, RedisServer server) {
    return scheme + "://127.0.0.1:" + server.port();
  }

  private static void refused(String url, Tls tls, String says) {
    ReservationCodec codec = new ReservationCodec(() -> POLICY);
    refused(
        () -> {
          if (url.contains("-cluster")) {
            RedisCluster.open(url, tls, codec, ending -> {});
          } else {
            RedisStore.open(url, tls, codec, ending -> {});
          }
        },
        says);
  }

  private static void refused(ThrowingCallable open, String says) {
    assertThatThrownBy(open)
        .isInstanceOf(StoreRefused.class)
        .hasMessageContaining(says)
        .hasMessageContaining("(expected: ")
        .hasMessageNotContaining("\n");
  }
}
