package dev.headgate.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.time.ManualTime;
import dev.headgate.policy.Policy;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.registry.Registry;
import dev.headgate.policy.registry.RegistryReader;
import dev.headgate.server.gateway.Admission;
import dev.headgate.server.gateway.GatewayRequest;
import dev.headgate.server.gateway.Outcome;
import dev.headgate.server.gateway.Passage;
import dev.headgate.server.observe.BodyCounts;
import dev.headgate.server.registry.Identifier;
import dev.headgate.server.registry.IdentitySettings;
import dev.headgate.simulator.Simulation;
import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.mapping.MappingReader;
import dev.headgate.simulator.replay.ReplaySettings;
import dev.headgate.simulator.report.Names;
import dev.headgate.simulator.traffic.InputFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway and the simulator say the same of the same calls: requests go through the gateway's
 * gatekeeper under a clock that is moved, then their log through the simulator.
 */
@Tag("seeded")
class SimulatedAsGatewayTest {
  private static final long SEED = Long.getLong("headgate.seed", 11);
  private static final int CALLS = 3_000;

  private static final String POLICY =
      """
      operations:
        getIssue: { on: "GET /issues/{issue}", price: 2 }
        putIssue: { on: "PUT /issues/{issue}", price: 1 }
        search: { on: "GET /search", price: 9 }
      limits:
        burst: { bucket: { amount: 1, every: 4s, capacity: 4 }, per: [tenant, operation] }
        issue: { sliding: 1 per 4s, per: issue, missing: skip, when: operation.name == "putIssue" }
        address: { window: 30 per minute, per: address }
        running: { concurrent: { amount: 3, lease: 6s }, per: tenant }
        later:
          window: 5 per minute
          per: tenant
          phases: [ { from: 2020-01-01, phase: observe } ]
      quotas:
        hour:
          per: app
          amount: { by: plan, values: { premium: 2000 + 10 x users }, otherwise: 1600 }
          every: hour
      gates:
        licence:
          when: operation.name == "putIssue"
          admits: caller.licence == "creator"
          reason: licence
          detail: named creators only
      """;

  private static final String REGISTRY =
      """
      tenants: { tenant-a: { plan: premium, users: 20 }, tenant-b: { plan: free } }
      apps: { app-1: {}, app-2: { cluster: app-1 }, app-3: { tier: "2" } }
      users: { user-1: { licence: creator }, user-2: { licence: float } }
      """;

  private static final String MAPPING =
      """
      time: at
      call:
        method: method
        path: target
        status: status
        duration: { column: took, unit: us }
        attributes: { address: address }
      caller: { tenant: tenant, app: app, user: user }
      registry: registry.yaml
      """;

  @TempDir Path folder;

  /** One request and what becomes of it upstream. */
  private record Sent(
      long at, String method, String target, int status, long took, Map<String, String> fields)
      implements GatewayRequest {
    @Override
    public String path() {
      int query = target.indexOf('?');
      return query < 0 ? target : target.substring(0, query);
    }

    @Override
    public String host() {
      return "api.example.org";
    }

    @Override
    public String version() {
      return "HTTP/1.1";
    }

    @Override
    public boolean secure() {
      return true;
    }

    @Override
    public @Nullable String field(String name) {
      return fields.get(name);
    }

    @Override
    public List<String> fields(String name) {
      String value = fields.get(name);
      return value == null ? List.of() : List.of(value);
    }

    @Override
    public InetAddress clientAddress() {
      try {
        return InetAddress.getByName(String.valueOf(fields.get("X-Address")));
      } catch (UnknownHostException impossible) {
        throw new AssertionError(impossible);
      }
    }

    @Override
    public boolean peerTrusted() {
      return true;
    }

    @Override
    public long instantMicros() {
      return at;
    }

    String json() {
      return "{\"at\":%d,\"method\":\"%s\",\"target\":\"%s\",\"status\":\"%d\",\"took\":%d,"
              .formatted(at, method, target, status, took)
          + "\"tenant\":\"%s\",\"app\":\"%s\",\"user\":\"%s\",\"address\":\"%s\"}\n"
              .formatted(
                  fields.get("X-Tenant"),
                  fields.get("X-App"),
                  fields.get("X-User"),
                  fields.get("X-Address"));
    }
  }

  @Test
  void everyVerdictIsTheSame() throws Exception {
    Policy policy = policy();
    List<Sent> sent = sent(new SplittableRandom(SEED));

    List<String> gateway = new Door(policy).verdicts(sent);
    List<String> simulator = simulated(policy, sent);

    assertThat(simulator).as("seed %d", SEED).isEqualTo(gateway);
    assertThat(gateway).as("all kinds of answers").contains("allowed,", "refused,licence");
    for (String rule : List.of("burst", "issue", "address", "running", "hour")) {
      assertThat(gateway).anyMatch(verdict -> verdict.contains(rule));
    }
  }

  private static Policy policy() {
    return switch (PolicyLoader.loadText("policy.yaml", POLICY)) {
      case PolicyLoad.Loaded loaded -> loaded.policy();
      case PolicyLoad.Rejected rejected -> throw new AssertionError(rejected.toString());
    };
  }

  private static List<Sent> sent(SplittableRandom random) {
    List<Sent> sent = new ArrayList<>();
    long at = 1_772_442_000_000_000L;
    for (int i = 0; i < CALLS; i++) {
      at += 1 + random.nextInt(random.nextInt(20) == 0 ? 20_000_000 : 300_000);
      String[] methods = {
        "GET /issues/%d", "PUT /issues/%d", "GET /search?max=%d", "POST /other/%d"
      };
      String[] call = methods[random.nextInt(4)].formatted(1 + random.nextInt(5)).split(" ");
      int[] statuses = {200, 200, 200, 500, 304};
      sent.add(
          new Sent(
              at,
              call[0],
              call[1],
              statuses[random.nextInt(statuses.length)],
              random.nextInt(10) == 0 ? 15_000_000 : random.nextInt(900_000),
              Map.of(
                  "X-Tenant", "tenant-" + (char) ('a' + random.nextInt(3)),
                  "X-App", "app-" + (1 + random.nextInt(3)),
                  "X-User", "user-" + (1 + random.nextInt(3)),
                  "X-Address",
                      random.nextBoolean() ? "192.0.2." + random.nextInt(9) : "2001:db8::1")));
    }
    return sent;
  }

  private List<String> simulated(Policy policy, List<Sent> sent) throws Exception {
    Files.writeString(folder.resolve("registry.yaml"), REGISTRY);
    Path file = Files.writeString(folder.resolve("mapping.yaml"), MAPPING);
    Problems problems = new Problems();
    Mapping mapping = MappingReader.read(file, problems);
    if (mapping == null) {
      throw new AssertionError(problems.problems().toString());
    }
    StringBuilder log = new StringBuilder();
    sent.forEach(one -> log.append(one.json()));
    byte[] bytes = log.toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    new Simulation(
            new Simulation.Question(policy, mapping, new ReplaySettings(false, 1, false)),
            List.of(InputFile.stream("log", new ByteArrayInputStream(bytes))),
            Names.plain(),
            new Simulation.ListTarget("list", list))
        .run();
    return list.toString(StandardCharsets.UTF_8)
        .lines()
        .skip(1)
        .map(line -> line.split(",", -1)[7] + "," + line.split(",", -1)[8])
        .toList();
  }

  /** The gateway's side without sockets; requests end when the upstream has answered. */
  private static final class Door {
    private final ManualTime time = new ManualTime(0);
    private final MemoryStore store = new MemoryStore();
    private final List<String> verdicts = new ArrayList<>();
    private final EngineGatekeeper gatekeeper;
    private final PriorityQueue<Due> due =
        new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingInt(Due::number));
    private int number;

    /** When a request has to be renewed or ends. */
    private record Due(long at, int number, Sent request, Passage passage) {}

    Door(Policy policy) {
      Problems problems = new Problems();
      Registry registry = RegistryReader.readText("registry.yaml", REGISTRY, problems);
      assertThat(problems.problems()).isEmpty();
      IdentitySettings identity =
          new IdentitySettings(
              IdentitySettings.API_KEY_FIELD,
              null,
              false,
              Map.of("tenant", "X-Tenant", "app", "X-App", "user", "X-User"),
              null,
              null,
              true,
              true);
      int[] ids = new int[1];
      Decider decider =
          new Decider(time, policy::snapshot, store, () -> "r" + ids[0]++, this::heard);
      gatekeeper =
          new EngineGatekeeper(
              new EngineGatekeeper.Parts(
                  decider,
                  rules -> rules,
                  new Settler(time, store, SettlementListener.NONE),
                  IdempotencySettings.NONE,
                  new BodyCounts()),
              () -> policy,
              new Identifier(identity, () -> registry),
              identity);
    }

    List<String> verdicts(List<Sent> sent) {
      for (Sent request : sent) {
        until(request.at());
        time.advanceTo(request.at());
        gatekeeper.admit(request, admission -> forwarded(request, admission));
      }
      return verdicts;
    }

    private void forwarded(Sent request, Admission admission) {
      if (admission instanceof Admission.Forward forward) {
        later(request.at(), number++, request, forward.passage());
      }
    }

    private void later(long now, int serial, Sent request, Passage passage) {
      long end = request.at() + request.took();
      long renewal = passage.renewWithin();
      due.add(new Due(end - now > renewal ? now + renewal : end, serial, request, passage));
    }

    private void until(long at) {
      for (Due next = due.peek(); next != null && next.at() <= at; next = due.peek()) {
        due.remove();
        time.advanceTo(next.at());
        Sent request = next.request();
        if (next.at() < request.at() + request.took()) {
          next.passage().renew();
          later(next.at(), next.number(), request, next.passage());
        } else {
          next.passage().ended(new Outcome.Answered(request.method(), request.status(), 0, 0));
        }
      }
    }

    private void heard(Decision decision) {
      StringBuilder by = new StringBuilder();
      for (int i = 0; i < decision.verdicts().size(); i++) {
        if (decision.verdicts().failed(i) && decision.verdicts().claim(i).binds()) {
          by.append(by.isEmpty() ? "" : " ").append(decision.verdicts().claim(i).rule().name());
        }
      }
      verdicts.add(
          switch (decision) {
            case Decision.Allowed allowed -> "allowed," + by;
            case Decision.Throttled throttled -> "throttled," + by;
            case Decision.Exhausted exhausted -> "exhausted," + by;
            case Decision.Refused refused -> "refused," + refused.denial().reason() + by;
          });
    }
  }
}
