package dev.headgate.server.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.gateway.Wire;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Callers of both doors, each with a connection of its own and one call at a time. */
final class Load {
  private static final int GATEWAY_CALLERS = 24;
  private static final int API_CALLERS = 4;
  private static final int PATIENCE_SECONDS = 120;
  private static final String DECIDE =
      "{\"method\":\"GET\",\"path\":\"/NONE/ID\",\"held\":true,"
          + "\"caller\":{\"tenant\":\"tenant-a\",\"app\":\"app-1\"}}";

  private final Served served;
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final Semaphore ended = new Semaphore(0);
  private final List<Thread> callers = new ArrayList<>();
  private volatile boolean stopped;

  /** Starts to call. */
  Load(Served served, SplittableRandom random) {
    this.served = served;
    for (int i = 0; i < GATEWAY_CALLERS; i++) {
      start(new GatewayCaller("g" + i + "-", random.split()));
    }
    for (int i = 0; i < API_CALLERS; i++) {
      start(new ApiCaller("a" + i + "-"));
    }
  }

  /** Waits until so many calls have ended. */
  void await(int count) throws InterruptedException {
    assertThat(ended.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS))
        .as("%d calls within %d s; ended: %s", count, PATIENCE_SECONDS, calls.size())
        .isTrue();
  }

  /** Lets every caller end its call, and gives all calls. */
  List<Call> stop() throws InterruptedException {
    stopped = true;
    for (Thread caller : callers) {
      assertThat(caller.join(Duration.ofSeconds(PATIENCE_SECONDS))).as("a caller ends").isTrue();
    }
    return List.copyOf(calls);
  }

  private void start(Caller caller) {
    callers.add(Thread.ofVirtual().start(caller));
  }

  /** Calls until it is told to stop or nobody listens. */
  private abstract class Caller implements Runnable {
    private final String name;
    private @Nullable Wire wire;
    private int count;

    Caller(String name) {
      this.name = name;
    }

    abstract Wire connect() throws IOException;

    abstract Call call(String id) throws IOException;

    @Override
    public void run() {
      boolean listens = true;
      while (listens && !stopped) {
        Call call = ended(name + ++count + ".");
        calls.add(call);
        ended.release();
        listens = call.status() != Call.NOT_CONNECTED;
      }
      drop();
    }

    private Call ended(String id) {
      try {
        return call(id);
      } catch (IOException failed) {
        throw new AssertionError(failed);
      }
    }

    /** Sends a request and reads the answer to its end. */
    final Call exchange(String id, Fault fault, String request) {
      Wire open;
      try {
        open = wire == null ? connect() : wire;
      } catch (IOException refused) {
        return new Call(id, fault, Call.NOT_CONNECTED, "");
      }
      wire = open;
      Call call = exchange(id, fault, request, open);
      if (call.status() < 100) {
        drop();
      }
      return call;
    }

    private Call exchange(String id, Fault fault, String request, Wire open) {
      boolean begun = false;
      try {
        open.write(request);
        begun = open.hasMore();
        return begun ? whole(id, fault, open) : new Call(id, fault, Call.NO_ANSWER, "");
      } catch (SocketTimeoutException late) {
        return new Call(id, fault, Call.STUCK, "");
      } catch (IOException ended) {
        return new Call(id, fault, begun ? Call.BROKEN_OFF : Call.NO_ANSWER, "");
      }
    }

    private Call whole(String id, Fault fault, Wire open) throws IOException {
      Wire.Message answer = open.read();
      String length = answer.field("content-length");
      if (!length.isEmpty() && answer.text().length() < Integer.parseInt(length)) {
        return new Call(id, fault, Call.BROKEN_OFF, answer.text());
      }
      if (answer.field("connection").equals("close")) {
        drop();
      }
      return new Call(id, fault, answer.status(), answer.text());
    }

    private void drop() {
      try {
        if (wire != null) {
          wire.close();
        }
      } catch (IOException closed) {
        // it is gone either way
      }
      wire = null;
    }
  }

  private final class GatewayCaller extends Caller {
    private final SplittableRandom random;

    GatewayCaller(String name, SplittableRandom random) {
      super(name);
      this.random = random;
    }

    @Override
    Wire connect() throws IOException {
      return served.toGateway();
    }

    @Override
    Call call(String id) {
      Fault[] faults = Fault.values();
      Fault fault = random.nextInt(8) > 0 ? Fault.NONE : faults[random.nextInt(faults.length)];
      return exchange(id, fault, Served.get(fault.path(id)));
    }
  }

  /** Takes permits at the decision API, and settles what it took. */
  private final class ApiCaller extends Caller {
    private static final String FOUND = "\"reservation\":{\"id\":\"";

    ApiCaller(String name) {
      super(name);
    }

    @Override
    Wire connect() throws IOException {
      return served.toApi();
    }

    @Override
    Call call(String id) {
      Call decided = exchange(id, Fault.NONE, Served.post("/v1/decide", DECIDE.replace("ID", id)));
      int at = decided.text().indexOf(FOUND);
      if (decided.status() != 200 || at < 0) {
        return decided;
      }
      int begin = at + FOUND.length();
      String reservation = decided.text().substring(begin, decided.text().indexOf('"', begin));
      String body = "{\"reservation\":\"" + reservation + "\"}";
      Call settled = exchange(id, Fault.NONE, Served.post("/v1/settle", body));
      return new Call(id, Fault.NONE, settled.status(), settled.text() + id);
    }
  }
}
