package dev.headgate.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.gateway.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Callers that ask whichever node answers, most of them for one tenant. Calls of the operation
 * {@code run} are held for a moment and settled, at what was reserved, through another node.
 */
final class Callers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long PAUSE_NANOS = 10_000_000;
  private static final String CALL =
      "{\"operation\":\"OPERATION\",\"held\":HELD,"
          + "\"caller\":{\"tenant\":\"TENANT\",\"app\":\"app-1\"}}";

  private final List<FleetNode> nodes;
  private final Tally tally;
  private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
  private final AtomicInteger mostRunning = new AtomicInteger();
  private final List<Long> latencies = Collections.synchronizedList(new ArrayList<>());
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  Callers(List<FleetNode> nodes, Tally tally, int count, SplittableRandom random) {
    this.nodes = nodes;
    this.tally = tally;
    for (int i = 0; i < count; i++) {
      Caller caller = new Caller(random.split());
      threads.add(Thread.ofVirtual().start(caller));
    }
  }

  /** The most calls of one tenant that ran at one time. */
  int mostRunning() {
    return mostRunning.get();
  }

  /** How long answers took since this was asked last, in nanoseconds, in ascending order. */
  List<Long> latencies() {
    synchronized (latencies) {
      List<Long> sorted = latencies.stream().sorted().toList();
      latencies.clear();
      return sorted;
    }
  }

  private final class Caller implements Runnable {
    private final SplittableRandom random;
    private int at;
    private @Nullable Wire wire;

    Caller(SplittableRandom random) {
      this.random = random;
      at = random.nextInt(nodes.size());
    }

    @Override
    public void run() {
      while (!stopped) {
        String tenant = Fleet.TENANTS.get(Math.max(0, random.nextInt(10) - 7));
        boolean held = random.nextInt(4) == 0;
        Answered answer = ask("/v1/decide", call(tenant, held));
        if (answer != null) {
          tally.note(tenant, answer);
          if (held && answer.allowed()) {
            hold(tenant, answer.reservation());
          }
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      hangUp();
    }

    private void hold(String tenant, String reservation) {
      AtomicInteger count = running.computeIfAbsent(tenant, any -> new AtomicInteger());
      mostRunning.accumulateAndGet(count.incrementAndGet(), Math::max);
      LockSupport.parkNanos(PAUSE_NANOS);
      count.decrementAndGet();
      String body = "{\"reservation\":\"" + reservation + "\"}";
      turn();
      for (int tries = 0; tries < nodes.size(); tries++) {
        if (ask("/v1/settle", body) != null) {
          return;
        }
      }
    }

    /** The answer of the node at hand; null, and the next node is at hand, where it is gone. */
    private @Nullable Answered ask(String path, String body) {
      try {
        Wire open = wire == null ? nodes.get(at).connect() : wire;
        wire = open;
        long asked = System.nanoTime();
        Wire.Message message = FleetNode.ask(open, "POST", path, body);
        latencies.add(System.nanoTime() - asked);
        return Answered.of(message.text());
      } catch (IOException gone) {
        tally.unanswered();
        turn();
        return null;
      }
    }

    private void turn() {
      hangUp();
      at = (at + 1) % nodes.size();
    }

    private void hangUp() {
      try {
        if (wire != null) {
          wire.close();
        }
      } catch (IOException gone) {
        // it is closed all the same
      }
      wire = null;
    }
  }

  /** The body of a question. */
  static String call(String tenant, boolean held) {
    return CALL.replace("OPERATION", held ? "run" : "work")
        .replace("HELD", "" + held)
        .replace("TENANT", tenant);
  }

  @Override
  public void close() {
    stopped = true;
    try {
      for (Thread thread : threads) {
        assertThat(thread.join(PATIENCE)).as("a caller ends").isTrue();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new AssertionError(ended);
    }
  }
}
