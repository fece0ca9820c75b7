package dev.headgate.server.observe;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The metrics of one server. Safe for all threads. */
public final class Metrics implements AutoCloseable {
  /** The most rules ever seen that get series of their own; the rest share {@code other}. */
  public static final int RULES_MAX = 5_000;

  /** The most endpoint and status pairs. */
  public static final int REQUESTS_MAX = 1_000;

  /** The media type of {@link #scrape}. */
  public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final Duration[] BUCKETS = {
    Duration.ofNanos(50_000),
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofSeconds(1)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Supplier<PolicySnapshot> policy;
  private final KeyCounts keys;
  private final Counter allowed = outcome("allowed");
  private final Counter throttled = outcome("throttled");
  private final Counter exhausted = outcome("exhausted");
  private final Counter refused = outcome("refused");
  private final Counter unknownSettlements =
      Counter.builder("headgate.settlements.unknown")
          .description("Settlements of reservations that nobody knows")
          .register(registry);
  private final Counter unknownPoints =
      Counter.builder("headgate.settlements.unknown.points")
          .description("Points of settlements of reservations that nobody knows")
          .register(registry);
  private final Map<String, RuleCounters> byRule = new ConcurrentHashMap<>();
  private final Map<Request, Timer> requests = new ConcurrentHashMap<>();
  private final MultiGauge liveKeys =
      MultiGauge.builder("headgate.live.keys").description("Live keys by rule").register(registry);
  private final MultiGauge overflows =
      MultiGauge.builder("headgate.overflow.takings")
          .description("Takings that shared the overflow counter of a rule at its bound of keys")
          .register(registry);
  private volatile Bound newest;

  private record Request(String door, String endpoint, int status) {}

  /** The counters of a snapshot in the order of its rules. */
  private record Bound(PolicySnapshot snapshot, List<RuleCounters> counters) {}

  /** Metrics of decisions under a policy, and of the keys of a store. */
  public Metrics(Supplier<PolicySnapshot> policy, KeyCounts keys) {
    this.policy = policy;
    this.keys = keys;
    newest = bind(policy.get());
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /**
   * Counts a decision. Shadow claims count only where the binding ones admitted the call: so they
   * say what the rule would have refused had it been enforced alone.
   */
  public void decided(Decision decision) {
    switch (decision) {
      case Decision.Allowed one -> allowed.increment();
      case Decision.Throttled one -> throttled.increment();
      case Decision.Exhausted one -> exhausted.increment();
      case Decision.Refused one -> refused.increment();
    }
    boolean admitted = decision instanceof Decision.Allowed;
    List<RuleCounters> counters = counters(decision.plan().snapshot());
    Verdicts verdicts = decision.verdicts();
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      if (admitted || verdict.claim().binds()) {
        counters.get(verdict.claim().ordinal()).count(verdict);
      }
    }
  }

  /**
   * Counts a request that a door answered.
   *
   * @param door name of the door, for example {@code api}
   * @param endpoint name of what was asked, from a fixed list
   * @param status HTTP status of the answer
   * @param nanos from the head of the request to the answer
   */
  public void answered(String door, String endpoint, int status, long nanos) {
    Request request = new Request(door, endpoint, status);
    Timer timer = requests.get(request);
    if (timer == null) {
      timer = timer(request);
    }
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** All metrics in the text format of Prometheus. */
  public String scrape() {
    List<Rule> rules = policy.get().rules();
    liveKeys.register(rows(rules, keys::liveKeys), true);
    overflows.register(rows(rules, keys::overflows), true);
    return registry.scrape();
  }

  /** Counts a settlement whose reservation nobody knows, and the points it stated. */
  public void unknownSettlement(long points) {
    unknownSettlements.increment();
    unknownPoints.increment((double) points);
  }

  /** Shows a number that only rises. */
  public void counter(String name, LongSupplier value) {
    FunctionCounter.builder(name, value, LongSupplier::getAsLong).register(registry);
  }

  /** Shows a number that is read when it is asked for. */
  public void gauge(String name, Supplier<Number> value) {
    Gauge.builder(name, value).register(registry);
  }

  /** Where further metrics of the server are registered. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    registry.close();
  }

  private static List<MultiGauge.Row<?>> rows(List<Rule> rules, ToDoubleFunction<Rule> value) {
    return rules.stream()
        .<MultiGauge.Row<?>>map(
            rule -> MultiGauge.Row.of(Tags.of("rule", rule.name()), rule, value))
        .toList();
  }

  private Timer timer(Request request) {
    if (requests.size() >= REQUESTS_MAX) {
      return register(new Request(request.door(), "other", request.status()));
    }
    return requests.computeIfAbsent(request, this::register);
  }

  private Timer register(Request request) {
    return Timer.builder("headgate.requests")
        .description("Requests by door, endpoint and status")
        .tag("door", request.door())
        .tag("endpoint", request.endpoint())
        .tag("status", Integer.toString(request.status()))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private Counter outcome(String outcome) {
    return Counter.builder("headgate.decisions")
        .description("Decisions by outcome")
        .tag("outcome", outcome)
        .register(registry);
  }

  // Identity is meant: a new policy is a new object.
  @SuppressWarnings("ReferenceEquality")
  private List<RuleCounters> counters(PolicySnapshot snapshot) {
    Bound bound = newest;
    if (bound.snapshot() != snapshot) {
      bound = bind(snapshot);
      newest = bound;
    }
    return bound.counters();
  }

  private Bound bind(PolicySnapshot snapshot) {
    return new Bound(
        snapshot, snapshot.rules().stream().map(rule -> counters(rule.name())).toList());
  }

  private RuleCounters counters(String rule) {
    RuleCounters known = byRule.get(rule);
    if (known != null) {
      return known;
    }
    String label = byRule.size() < RULES_MAX ? rule : "other";
    return byRule.computeIfAbsent(label, name -> RuleCounters.of(name, registry));
  }
}
