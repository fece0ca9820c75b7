package dev.headgate.server.cli;

import dev.headgate.client.profile.Profiles;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.SystemTime;
import dev.headgate.policy.Policy;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.policy.openapi.Derivation;
import dev.headgate.policy.text.CountText;
import dev.headgate.server.job.JobCall;
import dev.headgate.server.job.JobLine;
import dev.headgate.server.job.JobPlan;
import dev.headgate.server.job.JobPlanner;
import dev.headgate.server.job.JobReader;
import dev.headgate.testkit.provider.FakeProfile;
import dev.headgate.testkit.virtual.Way;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prices a job, and says when it will be finished, before anything is sent. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Prices a job before it is run: points, hours, finishing time. Sends nothing.",
    footer = {
      "",
      "The job is made in virtual time: the client's governor before a fake of the provider.",
      "Example: headgate plan calls.jsonl --profile jama",
      "Without CALLS: one call of every operation of --openapi, --each times.",
      "docs/guides/jobs.md tells more."
    })
final class PlanCommand implements Callable<Integer> {
  private static final long HALF = 2_000;

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "CALLS",
      description = "As for run-job: JSON, or GET /items/7, in a line each; - for standard input.")
  private @Nullable String calls;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "The provider (docs/reference/profiles.md). Default: generic.")
  private String profile = "generic";

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Its prices and limits. Default: those of the profile's fake.")
  private @Nullable Path policy;

  @Option(
      names = "--openapi",
      paramLabel = "FILE",
      description = "Its description, for prices: OpenAPI 3.0 or 3.1.")
  private @Nullable Path openapi;

  @Option(names = "--each", paramLabel = "N", description = "How often, without CALLS. Default: 1.")
  private int each = 1;

  @Option(
      names = "--caller",
      paramLabel = "NAME=VALUE",
      split = ",",
      description = "What the caller is: tier=2, plan=premium, users=2000.")
  private Map<String, String> caller = new LinkedHashMap<>();

  @Option(names = "--in-flight", paramLabel = "N", description = "Calls at a time. Default: 16.")
  private int inFlight = 16;

  @Option(
      names = "--latency",
      paramLabel = "MS",
      description = "From a call to its answer, in milliseconds. Default: 100.")
  private long latency = 100;

  @Option(names = "--start", paramLabel = "INSTANT", description = "When it begins. Default: now.")
  private @Nullable Instant start;

  @Option(names = "--json", description = "Print the plan as JSON.")
  private boolean json;

  PlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (calls == null && openapi == null) {
      terminal.note("headgate plan: nothing to plan (expected: CALLS, or --openapi)");
      return Exit.USAGE.code();
    }
    FakeProfile fake;
    try {
      fake = FakeProfile.named(profile).withCaller(caller);
    } catch (IllegalArgumentException wrong) {
      terminal.note("headgate plan: " + wrong.getMessage());
      return Exit.USAGE.code();
    }
    Policy limits = policy == null ? fake.policy() : loaded(PolicyLoader.load(policy));
    Policy prices = openapi == null ? limits : described(openapi);
    if (limits == null || prices == null) {
      return Exit.PROBLEMS.code();
    }
    try {
      List<JobPlanner.Priced> job = job(prices);
      return job == null ? Exit.PROBLEMS.code() : show(plan(fake.withPolicy(limits), job), fake);
    } catch (NoSuchFileException missing) {
      terminal.note("headgate plan: no such file: " + missing.getFile());
      return Exit.CANNOT_START.code();
    }
  }

  private @Nullable Policy loaded(PolicyLoad load) {
    return switch (load) {
      case PolicyLoad.Loaded ready -> ready.policy();
      case PolicyLoad.Rejected rejected -> {
        Problems.show(terminal, "problem", rejected.problems());
        yield null;
      }
    };
  }

  private @Nullable Policy described(Path description) {
    return switch (Derivation.derive(description, null)) {
      case Derivation.Derived(var book) ->
          loaded(PolicyLoader.loadText(description.toString(), book.toYaml()));
      case Derivation.Rejected(var problems) -> {
        Problems.show(terminal, "problem", problems);
        yield null;
      }
    };
  }

  private JobPlan plan(FakeProfile fake, List<JobPlanner.Priced> job) {
    long begin = start == null ? SystemTime.startingAt(0).micros() : Micros.of(start);
    Way way = new Way(latency * 1_000 / 2, latency * 1_000 / 2 / HALF);
    return JobPlanner.plan(
        new JobPlanner.Setting(fake, Profiles.named(profile), way, inFlight, begin), job);
  }

  private @Nullable List<JobPlanner.Priced> job(Policy prices) throws IOException {
    List<JobPlanner.Priced> job = new ArrayList<>();
    int problems = 0;
    try (BufferedReader lines = lines(prices)) {
      JobReader reader = new JobReader(URI.create("http://provider.invalid/"));
      long number = 0;
      for (String line = JobReader.next(lines); line != null; line = JobReader.next(lines)) {
        String problem = take(reader.read(++number, line), prices, job);
        if (!problem.isEmpty()) {
          terminal.note("problem: " + problem);
          problems++;
        }
        if (job.size() > JobPlanner.CALLS_MAX) {
          terminal.note("problem: more than " + JobPlanner.CALLS_MAX + " calls");
          return null;
        }
      }
    }
    return problems == 0 ? job : null;
  }

  private BufferedReader lines(Policy prices) throws IOException {
    if (calls == null) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < each; i++) {
        prices
            .routes()
            .routes()
            .forEach(route -> all.append(route.method() + " " + filled(route.template()) + "\n"));
      }
      return new BufferedReader(new java.io.StringReader(all.toString()));
    }
    return calls.equals("-")
        ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
        : Files.newBufferedReader(Path.of(calls));
  }

  /** A path of a template: any value does where only the operation matters. */
  private static String filled(String template) {
    return template.replaceAll("\\{[^}]*}", "1").replace("**", "all");
  }

  private static String take(JobLine line, Policy prices, List<JobPlanner.Priced> job) {
    return switch (line) {
      case JobLine.Nothing() -> "";
      case JobLine.Wrong(String problem) -> problem;
      case JobLine.Wanted(JobCall call) ->
          switch (PricedCall.of(prices, call.method(), call.target())) {
            case PricedCall.Wrong(String message) -> "line " + call.line() + ": " + message;
            case PricedCall.Quoted(String operation, Quote quote) -> {
              Long stated = call.meta().points();
              long points = stated == null ? quote.reserve(Quote.POINTS) : stated;
              job.add(new JobPlanner.Priced(call, operation, points));
              yield "";
            }
          };
    };
  }

  private int show(JobPlan plan, FakeProfile fake) {
    if (json) {
      terminal.line(Json.of(value(plan)));
    } else {
      text(plan, fake);
    }
    return plan.course().failed() == 0 ? Exit.OK.code() : Exit.PROBLEMS.code();
  }

  private void text(JobPlan plan, FakeProfile fake) {
    JobPlan.Course course = plan.course();
    terminal.line(callsAndPoints(plan.calls(), plan.points()));
    plan.operations()
        .forEach(
            (name, sum) ->
                terminal.line(
                    "  %s: %s".formatted(name, callsAndPoints(sum.calls(), sum.points()))));
    fake.limits().forEach(limit -> terminal.line("  limit " + limit));
    terminal.line("by the hour, UTC:");
    plan.windows()
        .forEach(
            window ->
                terminal.line(
                    "  %s  %s"
                        .formatted(
                            Micros.instant(window.startMicros()),
                            callsAndPoints(window.made().calls(), window.made().points()))));
    terminal.line(
        "begins %s, ends %s, after %s; %,d refused and repeated, %,d failed"
            .formatted(
                second(course.beginMicros()),
                second(course.endMicros()),
                length(course.endMicros() - course.beginMicros()),
                course.refused(),
                course.failed()));
  }

  private static String callsAndPoints(long calls, long points) {
    return CountText.of(calls, "call") + ", " + CountText.of(points, "point");
  }

  private static Instant second(long micros) {
    return Micros.instant(Math.ceilDiv(micros, Micros.SECOND) * Micros.SECOND);
  }

  private static String length(long micros) {
    Duration length = Duration.ofSeconds(Math.ceilDiv(micros, Micros.SECOND));
    return "%d h %d min %d s"
        .formatted(length.toHours(), length.toMinutesPart(), length.toSecondsPart());
  }

  private static Map<String, Object> value(JobPlan plan) {
    JobPlan.Course course = plan.course();
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("calls", plan.calls());
    value.put("points", plan.points());
    value.put("operations", plan.operations());
    List<Map<String, Object>> windows = new ArrayList<>();
    for (JobPlan.Window window : plan.windows()) {
      Map<String, Object> hour = new LinkedHashMap<>();
      hour.put("start", Micros.instant(window.startMicros()).toString());
      hour.put("calls", window.made().calls());
      hour.put("points", window.made().points());
      windows.add(hour);
    }
    value.put("windows", windows);
    value.put("begins", Micros.instant(course.beginMicros()).toString());
    value.put("ends", Micros.instant(course.endMicros()).toString());
    value.put("refused", course.refused());
    value.put("failed", course.failed());
    return value;
  }
}
