package dev.headgate.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.client.profile.GateKey;
import dev.headgate.client.profile.Rate;
import dev.headgate.client.profile.SlotRule;
import dev.headgate.client.share.Slots;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.SystemTime;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.house.Checkout;
import dev.headgate.server.share.RedisShares;
import dev.headgate.server.store.StoreRefused;
import dev.headgate.server.store.StoreSettings.Tls;
import dev.headgate.server.store.codec.ReservationCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The user of an ACL that docs/reference/redis.md describes may do all that is needed. */
@Tag("seeded")
class RightsTest {
  /** How the scripts use a command, at once or among what is written at the end. */
  private static final Pattern CALL = Pattern.compile("(?:call|write)\\('([A-Z]+)'");

  private static final int SCRIPTS = 4;
  private static final PolicySnapshot POLICY =
      PolicySnapshot.builder("p")
          .rule(Rule.limit("daily", MeterSource.of(new FixedWindow(9, 86_400_000_000L))).by("app"))
          .rule(Rule.limit("fast", MeterSource.of(new Bucket(9, 9, 60_000_000L))))
          .build();

  private static RedisServer server;

  @BeforeAll
  static void begin() {
    server = RedisServer.start();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void user() {
    server.cli("ACL", "DELUSER", "headgate");
    documented().forEach(line -> allow(server, line));
  }

  @Test
  void whatIsDocumentedIsWhatIsNeeded() {
    List<String> counters = rules(documented().get(0));
    List<String> more = rules(documented().get(1));
    List<String> shares = rules(documented().get(2));

    assertThat(counters).containsExactlyInAnyOrderElementsOf(Rights.COUNTERS.rules());
    assertThat(Stream.concat(counters.stream(), more.stream()))
        .containsExactlyInAnyOrderElementsOf(Rights.MEMBER.rules());
    assertThat(Stream.concat(counters.stream(), shares.stream()))
        .containsAll(Rights.SHARES.rules());
    assertThat(shares).isSubsetOf(Rights.SHARES.rules());
  }

  @Test
  void thatUserIsAnsweredAsTheSlowStoreAnswers() {
    try (Link link = Connecting.to(Addresses.one(url("redis", server)))) {
      Contract.holds(link, SCRIPTS);
    }
  }

  @Test
  void thatUserOpensCountsAndKeepsHouse() {
    try (Node node = Node.over(url("redis", server), Tls.USUAL, POLICY)) {
      assertThat(node.decide("app-1")).isInstanceOf(Decision.Allowed.class);
      node.housekeep();
    }
  }

  @Test
  void thatUserShares() {
    TimeSource time = SystemTime.steady();
    try (RedisShares shares = RedisShares.open(time, url("redis", server))) {
      GateKey gate = new GateKey("environment", "https://example.org:443");
      Slots slots = shares.slots(gate, new Rate(2, 100_000, SlotRule.AFTER_RESPONSE));

      ClusterServers.await("a place", () -> slots.opensAt(time.micros()) <= time.micros());
      slots.answered(slots.take(time.micros()), time.micros());
    }
  }

  @Test
  void noScriptUsesACommandThatIsNotAskedFor() throws IOException {
    assertThat(used("store/redis")).contains("+zadd", "+hget").isSubsetOf(Rights.MEMBER.rules());
    assertThat(used("share")).contains("+zadd", "+zrank").isSubsetOf(Rights.SHARES.rules());
  }

  private static Set<String> used(String room) throws IOException {
    Set<String> used = new TreeSet<>();
    Path folder = Path.of("server/src/main/resources/dev/headgate/server", room);
    try (Stream<Path> files = Files.list(Checkout.root().resolve(folder))) {
      for (Path script : files.filter(file -> file.toString().endsWith(".lua")).toList()) {
        Matcher calls = CALL.matcher(Files.readString(script));
        while (calls.find()) {
          used.add("+" + calls.group(1).toLowerCase(Locale.ROOT));
        }
      }
    }
    return used;
  }

  @Test
  void thatUserDecidesInACluster() {
    try (ClusterServers servers = ClusterServers.start(1, 0)) {
      documented().subList(0, 2).forEach(line -> allow(servers.primary(0), line));
      try (Node node = Node.over(url("redis-cluster", servers.primary(0)), Tls.USUAL, POLICY)) {
        assertThat(node.decide("app-1")).isInstanceOf(Decision.Allowed.class);
        node.housekeep();
      }
      servers.primary(0).cli("ACL", "SETUSER", "headgate", "-cluster|info");
      refused(() -> opened(url("redis-cluster", servers.primary(0))), "cluster|info");
    }
  }

  @Test
  void eachRightThatIsMissingIsNamed() {
    for (String rule : Rights.COUNTERS.rules()) {
      server.cli("ACL", "SETUSER", "headgate", rule.replace('+', '-'));

      refused(() -> opened(url("redis", server)), rule.substring(1));
      server.cli("ACL", "SETUSER", "headgate", rule);
    }
    for (String rule : List.of("+evalsha", "+zrank")) {
      server.cli("ACL", "SETUSER", "headgate", rule.replace('+', '-'));

      refused(() -> RedisShares.open(SystemTime.steady(), url("redis", server)), rule);
      server.cli("ACL", "SETUSER", "headgate", rule);
    }
  }

  @Test
  void aUserWithoutOurKeys() {
    server.cli("ACL", "SETUSER", "headgate", "resetkeys", "~other:*");

    refused(() -> opened(url("redis", server)), "those, and keys of the pattern ~hg1:*");
  }

  @Test
  void aUserThatIsUnknownAndAPasswordThatIsWrong() {
    String at = "@127.0.0.1:" + server.port();

    refused(() -> opened("redis://nobody:s3cret" + at), "WRONGPASS");
    refused(() -> opened("redis://headgate:s3cret" + at), "WRONGPASS");
    refused(() -> opened("redis://headgate:s3c/ret" + at), "expected: ");
    refused(() -> opened("redis://headgate:s3c ret" + at), "expected: ");
    refused(() -> opened("redis-sentinel://headgate:s3cret" + at), "expected: ");
    refused(() -> opened("redis-cluster://headgate:s3c^ret" + at), "expected: ");
  }

  /** The lines of the document that make a user of an ACL. */
  private static List<String> documented() {
    return Checkout.lines(Path.of("docs/reference/redis.md")).stream()
        .filter(line -> line.startsWith("ACL SETUSER headgate ") && !line.contains("+sentinel|"))
        .toList();
  }

  private static List<String> rules(String line) {
    return Stream.of(line.split(" ")).filter(word -> word.startsWith("+")).toList();
  }

  private static void allow(RedisServer server, String line) {
    assertThat(server.cli(line.split(" "))).isEqualTo("OK\n");
  }

  private static String url(String scheme, RedisServer server) {
    return scheme + "://headgate:PASSWORD@127.0.0.1:" + server.port();
  }

  private static void opened(String url) {
    ReservationCodec codec = new ReservationCodec(() -> POLICY);
    if (url.contains("-cluster")) {
      RedisCluster.open(url, Tls.USUAL, codec, ending -> {}).close();
    } else {
      RedisStore.open(url, codec, ending -> {}).close();
    }
  }

  private static void refused(ThrowingCallable open, String says) {
    assertThatThrownBy(open)
        .isInstanceOf(StoreRefused.class)
        .hasMessageContaining(says)
        .hasMessageContaining("(expected: ")
        .message()
        .doesNotContain("\n", "PASSWORD", "s3c");
  }
}
