package dev.headgate.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Scripts that bring a retry loop of their own. */
class RetryLoopTest {
  private static final int CALLS = 300;
  private static final int WORKERS = 5;
  private static final int TRIES_MAX = 20;

  /** Takes so many in any second, and once refuses everybody for a second. */
  private static final class Limited {
    private static final int RATE = 50;
    private final Deque<Long> allowed = new ArrayDeque<>();
    private int calls;
    private long closedUntil;

    /** The seconds to wait; 0 for one that is allowed. */
    synchronized int ask() {
      long now = System.nanoTime();
      calls++;
      if (calls == CALLS / 2) {
        closedUntil = now + 1_000_000_000L;
      }
      while (!allowed.isEmpty() && allowed.peekFirst() <= now - 1_000_000_000L) {
        allowed.removeFirst();
      }
      if (now < closedUntil || allowed.size() >= RATE) {
        return 1;
      }
      allowed.addLast(now);
      return 0;
    }
  }

  @Test
  void aScriptWithItsOwnRetryLoopMakesHardlyMoreAttemptsThanCalls() throws Exception {
    Limited limited = new Limited();
    try (Proxied proxied =
        Proxied.before(
            e -> {
              int wait = limited.ask();
              if (wait > 0) {
                TestApi.reply(e, 429, "Retry-After", Integer.toString(wait), "no");
              } else {
                TestApi.reply(e, 200, "done");
              }
            },
            Proxied.safe(50, 1))) {

      AtomicInteger attempts = new AtomicInteger();
      int failed = script(proxied, attempts);

      assertThat(failed).as("calls without an answer").isZero();
      assertThat(attempts.get()).as("of the script").isLessThanOrEqualTo(CALLS * 105 / 100);
      assertThat(proxied.api.seen())
          .as("at the upstream")
          .hasSizeBetween(CALLS + 1, CALLS * 105 / 100);
    }
  }

  /** Tries again at once whenever it is refused; returns how many calls were never answered. */
  private static int script(Proxied proxied, AtomicInteger attempts) throws Exception {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      workers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int call = next.getAndIncrement();
                        call < CALLS;
                        call = next.getAndIncrement()) {
                      failed.addAndGet(isAnswered(proxied, call, attempts) ? 0 : 1);
                    }
                  }));
    }
    for (Thread worker : workers) {
      worker.join();
    }
    return failed.get();
  }

  private static boolean isAnswered(Proxied proxied, int call, AtomicInteger attempts) {
    HttpRequest request = proxied.request("/rest/v1/items/" + call).build();
    for (int i = 0; i < TRIES_MAX; i++) {
      attempts.incrementAndGet();
      try {
        if (proxied.send(request).statusCode() == 200) {
          return true;
        }
      } catch (Exception cut) {
        // the loop of the script does not care
      }
    }
    return false;
  }

  @Test
  void aScriptThatMakesOneRequestOverAndOverIsNamedWhileItRuns() throws Exception {
    try (Proxied proxied = Proxied.before(e -> TestApi.reply(e, 200, "same"))) {
      HttpRequest request = proxied.request("/items/1").header("X-Headgate-Script", "sync").build();

      for (int i = 0; i < 60 && proxied.loops.isEmpty(); i++) {
        proxied.send(request);
      }

      assertThat(proxied.loops)
          .singleElement()
          .satisfies(loop -> assertThat(loop.words()).startsWith("sync makes the same request"));
      assertThat(proxied.book.standing().lines())
          .anyMatch(line -> line.contains("runs away: sync"));
    }
  }
}
