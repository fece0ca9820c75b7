package dev.headgate.benchmarks;

import dev.headgate.client.call.Call;
import dev.headgate.client.call.Party;
import dev.headgate.client.call.Target;
import dev.headgate.client.call.Terms;
import dev.headgate.client.governor.Action;
import dev.headgate.client.governor.Event;
import dev.headgate.client.governor.Governor;
import dev.headgate.client.governor.GovernorSettings;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.reading.Response;
import dev.headgate.headers.reading.FieldLines;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The client's governor alone in JMH, with a transport that answers at once: a call arrives, is
 * sent, is answered and ends. Time is virtual, so no call waits, but for those of the last
 * benchmark.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 5, time = 1)
public class GovernorBenchmark {
  private static final URI ISSUE = URI.create("https://site.example.org/rest/api/3/issue/ABC-1");
  private static final int WAITING = 20;

  /** Calls that leave in one invocation, give or take one opening of the gate. */
  private static final int CALLS = 10_000;

  /** Far enough apart for every rate of the profiles. */
  private static final long STEP_MICROS = 400_000;

  private final Road plain = new Road(Profiles.JAMA, "GET", List.of(answer(Map.of())));
  private final Road reads = new Road(Profiles.ATLASSIAN, "GET", telling());
  private final Road writes = new Road(Profiles.ATLASSIAN, "PUT", telling());
  private final Road crowded = new Road(Profiles.JAMA, "GET", List.of(answer(Map.of())));

  /** One gate, and nothing in the fields. */
  @Benchmark
  public int oneGate() {
    return plain.call();
  }

  /** The gates of a read at a provider of four, with its quota in the fields of the answer. */
  @Benchmark
  public int threeGatesWithFields() {
    return reads.call();
  }

  /** The gates of a write: all four. */
  @Benchmark
  public int fourGatesWithFields() {
    return writes.call();
  }

  /** One gate behind which twenty wait at any time; the next leaves when it opens. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public int oneGateQueued() {
    return crowded.waiting();
  }

  private static Response answer(Map<String, List<String>> fields) {
    return Response.of(200, FieldLines.of(fields));
  }

  /** Answers of which each says that less is left and the reset is nearer. */
  private static List<Response> telling() {
    List<Response> answers = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      String limit = "\"global-app-quota\";r=%d;t=%d".formatted(60_000 - i, 600 - i);
      answers.add(
          answer(
              Map.of(
                  "Date", List.of("Sun, 22 Nov 2026 08:00:00 GMT"),
                  "RateLimit-Policy", List.of("\"global-app-quota\";q=65000;w=3600"),
                  "RateLimit", List.of(limit))));
    }
    return answers;
  }

  /** Calls of one kind, one governor, one virtual clock. */
  private static final class Road {
    private final Governor governor;
    private final Call call;
    private final List<Response> responses;
    private long id;
    private long now = 1_764_000_000_000_000L;

    Road(Profile profile, String method, List<Response> responses) {
      this.governor = new Governor(profile, GovernorSettings.USUAL);
      Terms patient = Terms.USUAL.withWaitMax(Terms.WAIT_MAX);
      this.call = new Call(Target.of(method, ISSUE), Party.ANONYMOUS, patient);
      this.responses = responses;
    }

    int call() {
      id++;
      now += STEP_MICROS;
      int actions = governor.on(new Event.Arrived(id, call), now).size();
      return actions + governor.on(new Event.Answered(id, response()), now).size();
    }

    private Response response() {
      return responses.get((int) (id % responses.size()));
    }

    int waiting() {
      int sent = 0;
      while (sent < CALLS) {
        while (governor.size() < WAITING) {
          sent += follow(governor.on(new Event.Arrived(id++, call), now));
        }
        now = Math.max(now, governor.wakeAt());
        sent += follow(governor.on(new Event.Woke(), now));
      }
      return sent;
    }

    private int follow(List<Action> first) {
      int sent = 0;
      ArrayDeque<Action> actions = new ArrayDeque<>(first);
      while (!actions.isEmpty()) {
        if (actions.remove() instanceof Action.Send(long called, int attempt)) {
          sent++;
          actions.addAll(governor.on(new Event.Answered(called, response()), now));
        }
      }
      return sent;
    }
  }
}
