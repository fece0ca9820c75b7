package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose counters cannot be kept where its configuration says does not start. */
class RefusedStoreTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aServerThatIsNotThere() throws Exception {
    int nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = free.getLocalPort();
    }

    assertThat(serve("redis://user:s3cret@127.0.0.1:" + nobody)).isEqualTo(3);

    assertThat(err.toString())
        .startsWith("headgate serve: 127.0.0.1:" + nobody + ": ")
        .contains("refused")
        .doesNotContain("s3cret")
        .hasLineCount(1);
  }

  @Test
  void aUrlOfNoStore() throws Exception {
    assertThat(serve("rediss3://user:s3cret@10.0.0.1")).isEqualTo(1);

    assertThat(err.toString())
        .contains("rediss3://10.0.0.1 (expected: memory, sqlite:PATH, redis://")
        .doesNotContain("s3cret");
  }

  private int serve(String url) throws Exception {
    Files.writeString(folder.resolve("policy.yaml"), "limits: {}\n");
    Path config =
        Files.writeString(
            folder.resolve("headgate.yaml"),
            "policy: policy.yaml\nstore: { url: \"" + url + "\" }\napi: { listen: 127.0.0.1:0 }\n");
    Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
    return Main.run(terminal, "serve", "--config", config.toString());
  }
}
