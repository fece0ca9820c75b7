package dev.headgate.client.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that share one environment; the long form is a benchmark. */
class HostProcessesTest {
  private static final int CALLS = 8;
  private static final int SECONDS_MAX = 120;

  @TempDir Path folder;

  private final AtomicInteger refused = new AtomicInteger();
  private final CountDownLatch some = new CountDownLatch(15);

  @Test
  void noneIsRefusedAndOneThatIsKilledLeavesItsPlacesToTheOthers() throws Exception {
    HttpServer server = tenInAnySecond();
    List<Process> processes = new ArrayList<>();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/items";
      for (int i = 0; i < 4; i++) {
        processes.add(start(url, CALLS));
      }
      Process killed = start(url, 1_000_000);
      processes.add(killed);

      assertThat(some.await(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
      killed.destroyForcibly().waitFor();
      processes.add(start(url, CALLS));

      processes.remove(killed);
      for (Process process : processes) {
        assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      }
      assertThat(refused).hasValue(0);
    } finally {
      processes.forEach(Process::destroyForcibly);
      server.stop(0);
    }
  }

  private HttpServer tenInAnySecond() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    Deque<Long> allowed = new ArrayDeque<>();
    server.createContext(
        "/",
        exchange -> {
          boolean refuse;
          synchronized (allowed) {
            long now = System.nanoTime();
            while (!allowed.isEmpty() && allowed.peekFirst() <= now - 1_000_000_000L) {
              allowed.removeFirst();
            }
            refuse = allowed.size() >= 10;
            allowed.addLast(now);
          }
          refused.addAndGet(refuse ? 1 : 0);
          some.countDown();
          exchange.sendResponseHeaders(refuse ? 429 : 200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private Process start(String url, int calls) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            HostCaller.class.getName(),
            folder.toString(),
            url,
            Integer.toString(calls))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
