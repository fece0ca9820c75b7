package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.house.FreePorts;
import dev.headgate.server.store.redis.PrivateAuthority;
import dev.headgate.server.store.redis.RedisServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be kept where the configuration or an option says does not start. */
class RefusedStoreTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aServerThatIsNotThere() throws Exception {
    int nobody = FreePorts.one();

    assertThat(serve("redis://user:s3cret@127.0.0.1:" + nobody)).isEqualTo(3);

    assertThat(err.toString())
        .startsWith("headgate serve: 127.0.0.1:" + nobody + ": ")
        .contains("refused")
        .doesNotContain("s3cret")
        .hasLineCount(1);
  }

  /** Libraries write into the log of the process, which stands beside our line. */
  @Test
  void nobodyElseSpeaksOfIt() throws Exception {
    List<LogRecord> said = new CopyOnWriteArrayList<>();
    Logger log = Logger.getLogger("io.lettuce");
    Handler listening = listening(said);
    log.addHandler(listening);
    try {
      String place = "user:s3cret@127.0.0.1:" + FreePorts.one();

      assertThat(serve("redis-sentinel://" + place + "?sentinelPassword=s3cret#shop")).isEqualTo(3);
      assertThat(serve("redis-cluster://" + place)).isEqualTo(3);
      assertThat(serve("rediss://" + place)).isEqualTo(3);
    } finally {
      log.removeHandler(listening);
    }

    assertThat(err.toString()).doesNotContain("s3cret").hasLineCount(3);
    assertThat(said).extracting(LogRecord::getMessage).noneMatch(line -> line.contains("s3cret"));
    assertThat(said).noneMatch(line -> line.getLevel().intValue() >= Level.WARNING.intValue());
  }

  private static Handler listening(List<LogRecord> said) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        said.add(line);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void aUrlOfNoStore() throws Exception {
    assertThat(serve("rediss3://user:s3cret@10.0.0.1")).isEqualTo(1);

    assertThat(err.toString())
        .contains("rediss3://10.0.0.1 (expected: memory, sqlite:PATH, redis://")
        .doesNotContain("s3cret");
  }

  @Test
  void aServerWhoseCertificateNobodyTrusts() throws Exception {
    PrivateAuthority authority = PrivateAuthority.in(folder);
    try (RedisServer server = RedisServer.secured(authority.issue("IP:127.0.0.1"))) {
      String url = "rediss://user:s3cret@127.0.0.1:" + server.port();

      assertThat(serve(url)).isEqualTo(3);
      assertThat(err.toString())
          .startsWith("headgate serve: 127.0.0.1:" + server.port() + ": a certificate of no auth")
          .doesNotContain("s3cret")
          .hasLineCount(1);
    }
  }

  @Test
  void filesOfTlsThatAreMissingOrForNothing() throws Exception {
    assertThat(serve("rediss://10.0.0.1", "{ issuers: nowhere.pem }")).isEqualTo(1);
    assertThat(serve("rediss://10.0.0.1", "{ key: policy.yaml }")).isEqualTo(1);
    assertThat(serve("redis://a:s3cret@10.0.0.1", "{ issuers: policy.yaml }")).isEqualTo(1);

    assertThat(err.toString())
        .contains("no such file: nowhere.pem")
        .contains("no \"certificate\" (expected: it is there)")
        .contains("tls: for redis://10.0.0.1 (expected: rediss://... in the URL)")
        .doesNotContain("s3cret");
  }

  @Test
  void sharesInAServerWhoseIssuersAreNone() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    String[] words = {"proxy", "--upstream", "http://127.0.0.1:1", "--port", "0"};
    String[] more = {"--share", "rediss://127.0.0.1:1", "--share-issuers", empty.toString()};

    int ended = run(Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new));

    assertThat(ended).isEqualTo(3);
    assertThat(err.toString())
        .isEqualTo(
            "headgate proxy: --share: tls.issuers: " + empty + " (expected: PEM certificates)\n");
  }

  @Test
  void sharesInAServerThatEvicts() {
    try (RedisServer server = RedisServer.start("--maxmemory-policy", "allkeys-lru")) {
      String url = "redis://127.0.0.1:" + server.port();

      int ended = run("proxy", "--upstream", "http://127.0.0.1:1", "--port", "0", "--share", url);

      assertThat(ended).isEqualTo(3);
      assertThat(err.toString())
          .startsWith("headgate proxy: --share: 127.0.0.1:" + server.port() + ": maxmemory-policy")
          .hasLineCount(1);
    }
  }

  private int serve(String url) throws Exception {
    return serve(url, "{}");
  }

  private int serve(String url, String tls) throws Exception {
    Files.writeString(folder.resolve("policy.yaml"), "limits: {}\n");
    Path config =
        Files.writeString(
            folder.resolve("headgate.yaml"),
            "policy: policy.yaml\nstore: { url: \""
                + url
                + "\", tls: "
                + tls
                + " }\napi: { listen: 127.0.0.1:0 }\n");
    return run("serve", "--config", config.toString());
  }

  private int run(String... arguments) {
    Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
    return Main.run(terminal, arguments);
  }
}
