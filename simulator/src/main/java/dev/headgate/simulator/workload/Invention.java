package dev.headgate.simulator.workload;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.call.Routed;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.policy.Policy;
import dev.headgate.policy.registry.Callers;
import dev.headgate.policy.registry.Identification;
import dev.headgate.simulator.replay.FileReading;
import dev.headgate.simulator.replay.IntakeReading;
import dev.headgate.simulator.replay.NotReplayed;
import dev.headgate.simulator.replay.ReplayResult;
import dev.headgate.simulator.replay.ReplaySettings;
import dev.headgate.simulator.replay.UnwritableException;
import dev.headgate.simulator.replay.Witness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One run of invented traffic. {@link #stop}, {@link #requests} and {@link #passed} are safe for
 * all threads; the rest belongs to the one that runs it.
 */
public final class Invention {
  /** The attribute of callers that names their group. */
  public static final String GROUP = "group";

  private static final long OBJECTS = 1_000;
  private static final int CHECKED_EVERY = 1_024;
  private static final NotReplayed NONE = new NotReplayed(0, List.of());

  private final Policy policy;
  private final Workload workload;
  private final long seed;
  private final Agenda agenda;
  private final Provider provider;
  private final Callers callers = new Callers();
  private final List<GroupUsage> usages = new ArrayList<>();
  private final List<Group.Wanted> routes;
  private long wishes;
  private volatile boolean stopped;
  private volatile long requests;
  private volatile long passed;

  /**
   * A run that has not begun.
   *
   * @param witness hears of every decision
   */
  public Invention(Policy policy, Workload workload, ReplaySettings settings, Witness witness) {
    this.policy = policy;
    this.workload = workload;
    seed = settings.seed();
    agenda = new Agenda(workload.span().end());
    PolicySnapshot rules = settings.rules(policy.snapshot());
    provider = new Provider(policy, rules, workload, agenda, witness);
    routes = PolicyCalls.of(policy);
  }

  /** Runs it to its end, or until it is stopped. */
  public ReplayResult run() throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (Group group : workload.groups()) {
      GroupUsage usage = new GroupUsage(group);
      usages.add(usage);
      for (int app = 1; app <= group.apps(); app++) {
        begin(usage, app, random.split());
      }
    }
    try {
      return result(pump(), "");
    } catch (UnwritableException full) {
      return result(ReplayResult.End.UNWRITABLE, String.valueOf(full.getMessage()));
    }
  }

  /** Ends the run soon; what was decided until then is answered. */
  public void stop() {
    stopped = true;
  }

  /** Requests decided so far. */
  public long requests() {
    return requests;
  }

  /** How much of the workload's time has passed, in microseconds. */
  public long passed() {
    return passed;
  }

  /** What became of the calls of each group, in the order of the workload. */
  public List<GroupUsage> usages() {
    return List.copyOf(usages);
  }

  private ReplayResult.End pump() throws IOException {
    long steps = 0;
    while (agenda.next()) {
      if (++steps % CHECKED_EVERY == 0) {
        requests = provider.requests();
        passed = agenda.now() - workload.span().start();
        if (stopped) {
          return ReplayResult.End.STOPPED;
        }
      }
    }
    return ReplayResult.End.WHOLE;
  }

  private void begin(GroupUsage usage, int number, SplittableRandom random) {
    Group group = usage.group();
    Client client = client(group, random.nextLong());
    SplittableRandom drawn = random.split();
    Schedule schedule = new Schedule(workload.span(), workload.latency(), group, random.split());
    String app = group.name() + "-" + number;
    new Program(
            schedule,
            agenda,
            workload.loop() == Workload.Loop.CLOSED,
            usage,
            (program, now) -> client.want(wish(program, app, drawn, now), now))
        .begin();
  }

  private Client client(Group group, long clientSeed) {
    return switch (group.conduct()) {
      case SCRIPT -> Client.Repeating.script(provider, agenda);
      case NAIVE -> Client.Repeating.naive(provider, agenda);
      case IMPATIENT -> Client.Repeating.impatient(provider, agenda);
      case GOOD -> new GovernedClient(provider, agenda, clientSeed);
    };
  }

  private Wish wish(Program program, String app, SplittableRandom drawn, long now) {
    Group group = program.usage().group();
    List<Group.Wanted> calls = group.calls().isEmpty() ? routes : group.calls();
    Group.Wanted wanted = calls.get(drawn.nextInt(calls.size()));
    int tenant = 1 + drawn.nextInt(group.tenants());
    String object = Long.toString(1 + drawn.nextLong(OBJECTS));
    String target = wanted.target().replace(Group.Wanted.NUMBER, object);
    Call call = call(wanted, target, caller(group, app, "tenant-" + tenant));
    return new Wish(call, new Wish.Request(wanted, target), ++wishes, now, program);
  }

  private Call call(Group.Wanted wanted, String target, Caller caller) {
    Operation operation = Policy.other(wanted.method());
    Map<String, String> parameters = Map.of();
    if (policy.routes().find(wanted.method(), target)
        instanceof Routed.RouteMatch(Operation found, Map<String, String> named)) {
      operation = found;
      parameters = named;
    }
    Map<String, Long> costs =
        wanted.points() == 0 ? Map.of() : Map.of(Quote.POINTS, wanted.points());
    return new Call(operation, caller, Call.queryOf(target), parameters, costs, null, false);
  }

  private Caller caller(Group group, String app, String tenant) {
    Map<String, String> attributes = new TreeMap<>(group.attributes());
    attributes.put(GROUP, group.name());
    attributes.put("app", app);
    attributes.put("tenant", tenant);
    return switch (callers.of(attributes, workload.registry(), true)) {
      case Identification.Identified(Caller caller) -> caller;
      case Identification.Unknown(String reason, String detail) ->
          throw new IllegalArgumentException(reason + ": " + detail);
    };
  }

  private ReplayResult result(ReplayResult.End end, String trouble) {
    requests = provider.requests();
    String loop = workload.loop().name().toLowerCase(Locale.ROOT);
    FileReading made =
        new FileReading(
            workload.name(),
            "invented, " + loop + " loop",
            workload.version(),
            requests,
            0,
            0,
            end == ReplayResult.End.WHOLE);
    IntakeReading reading =
        new IntakeReading(List.of(made), workload.version(), NONE, NONE, 0, 0, 0, List.of());
    return new ReplayResult(
        reading, requests, provider.refused(), NONE, 0, List.of(), List.of(), end, trouble);
  }
}
