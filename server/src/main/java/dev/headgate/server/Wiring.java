package dev.headgate.server;

import dev.headgate.core.decision.Decider;
import dev.headgate.core.settlement.Ending;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.SystemTime;
import dev.headgate.core.time.TimeSource;
import dev.headgate.core.usage.CostDrift;
import dev.headgate.core.usage.UsageRecord;
import dev.headgate.core.usage.UsageRecorder;
import dev.headgate.core.usage.UsageRollup;
import dev.headgate.policy.Policy;
import dev.headgate.server.admin.Administration;
import dev.headgate.server.admin.Overrides;
import dev.headgate.server.admission.EngineGatekeeper;
import dev.headgate.server.config.ServeSettings;
import dev.headgate.server.gateway.Gateway;
import dev.headgate.server.gateway.GatewaySettings;
import dev.headgate.server.http.ApiEngine;
import dev.headgate.server.http.DecisionApi;
import dev.headgate.server.observe.BodyCounts;
import dev.headgate.server.observe.EndingCounts;
import dev.headgate.server.observe.GatewayCounts;
import dev.headgate.server.observe.Metrics;
import dev.headgate.server.observe.OverflowAlarm;
import dev.headgate.server.records.Records;
import dev.headgate.server.records.RecordsSettings;
import dev.headgate.server.registry.Identifier;
import dev.headgate.server.registry.TokenSettings;
import dev.headgate.server.store.Inheritance;
import dev.headgate.server.store.Store;
import dev.headgate.server.store.StoreSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The only place that builds adapters and joins them to the engine. */
public final class Wiring {
  private static final int ID_BYTES = 12;

  /** Usage is summed by the hour, for a day, for so many tenants, apps and operations. */
  private static final int USAGE_STRETCHES = 24;

  private static final int USAGE_KEYS_MAX = 1_000;

  private final TimeSource time;
  private static final System.Logger LOG = System.getLogger(Wiring.class.getName());
  private final UsageRollup usage =
      new UsageRollup(3_600 * Micros.SECOND, USAGE_STRETCHES, USAGE_KEYS_MAX);
  private final EndingCounts endings = new EndingCounts();
  private final BodyCounts bodies = new BodyCounts();
  private final CostDrift drift = new CostDrift();
  private final UsageRecorder recorder;
  private final Store store;
  private final SecureRandom random = new SecureRandom();
  private final ServeSettings settings;
  private final Sources sources;
  private final Overrides overrides;
  private final Decider decider;

  private final Settler settler;
  private final Identifier identifier;
  private final Metrics metrics;
  private final NodeRecords records;

  private Wiring(ServeSettings settings, Sources sources) {
    this.settings = settings;
    this.sources = sources;
    recorder = new UsageRecorder(this::happened);
    Supplier<PolicySnapshot> snapshots = new Snapshots(sources.policy());
    Stores.Opened opened = Stores.open(settings.store(), snapshots, this::ended);
    store = opened.store();
    time = opened.time();
    records =
        orLetGo(store, () -> NodeRecords.open(time, settings.files(), sources, "node-" + newId()));
    overrides = new Overrides(time, snapshots);
    metrics = new Metrics(overrides, store);
    decider = new Decider(time, overrides, store, this::newId, recorder.and(metrics::decided));
    settler = new Settler(time, store, this::ended);
    showCosts();
    identifier = new Identifier(settings.identity(), records.registry());
  }

  /** Opens something; where that is refused, the store, which is open already, lets go. */
  private static <T> T orLetGo(Store store, Supplier<T> opening) {
    try {
      return opening.get();
    } catch (RuntimeException refused) {
      store.close();
      throw refused;
    }
  }

  /**
   * Starts all doors that the settings name; when it returns they serve.
   *
   * @throws RuntimeException where a door cannot listen; nothing is left running then
   */
  public static Running start(ServeSettings settings, Sources sources) {
    return new Wiring(settings, sources).start();
  }

  /**
   * Opens records for a command that is about them alone.
   *
   * @throws dev.headgate.server.records.RecordsRefused where they cannot be used
   */
  public static Records records(RecordsSettings settings) {
    return Stores.records(settings);
  }

  /**
   * Copies the counters of a file into the store of a configuration, which has to be a server.
   *
   * @throws dev.headgate.server.store.StoreRefused where either cannot be used
   */
  public static Inheritance copyCounters(Path from, StoreSettings to, PolicySnapshot policy) {
    return Stores.copy(from, to, policy);
  }

  /** The present instant in microseconds. */
  public static long now() {
    return SystemTime.startingAt(0).micros();
  }

  private Running start() {
    DecisionApi api = api();
    try {
      return new Running(api, gateway(), settings.drain(), upkeep(), this::close);
    } catch (RuntimeException failed) {
      api.close();
      close();
      throw failed;
    }
  }

  private void happened(UsageRecord happened) {
    usage.append(happened);
    endings.append(happened);
    records.usage().append(happened);
  }

  private void ended(Ending ending) {
    recorder.ended(ending);
    drift.ended(ending);
  }

  /** Shows what became of costs, so that none is lost silently. */
  private void showCosts() {
    endings.showIn(metrics.registry());
    bodies.showIn(metrics.registry());
    store.showIn(metrics);
    records.showIn(metrics);
    metrics.gauge("headgate.usage.points", () -> usage.total().points());
  }

  private DecisionApi api() {
    ApiEngine engine =
        new ApiEngine(
            time,
            decider,
            settler,
            new Views(sources.policy(), overrides::over),
            new RegisteredCallers(identifier));
    return DecisionApi.start(
        settings.api(),
        new DecisionApi.Parts(
            engine,
            settings.access(),
            new Administration(overrides, store, records.audit()),
            metrics,
            drift));
  }

  private @Nullable Gateway gateway() {
    GatewaySettings gateway = settings.gateway();
    if (gateway == null) {
      return null;
    }
    EngineGatekeeper.Parts parts =
        new EngineGatekeeper.Parts(
            decider, overrides::over, settler, settings.idempotency(), bodies);
    return Gateway.start(
        time,
        gateway,
        new EngineGatekeeper(parts, sources.policy(), identifier, settings.identity()),
        new GatewayCounts(metrics)::answered);
  }

  private Upkeep upkeep() {
    OverflowAlarm alarm = OverflowAlarm.logged(overrides, store);
    return new Upkeep(
        "upkeep",
        List.of(() -> store.housekeep(time.micros()), sources.poll(), this::pollKeys, alarm));
  }

  private void pollKeys() {
    TokenSettings tokens = settings.identity().tokens();
    String became = tokens == null ? "" : tokens.keySet().poll();
    if (!became.isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, "keys of tokens " + became);
    }
  }

  private void close() {
    metrics.close();
    store.close();
    records.close();
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The rules of the policy in force. */
  private record Snapshots(Supplier<Policy> policy) implements Supplier<PolicySnapshot> {
    @Override
    public PolicySnapshot get() {
      return policy.get().snapshot();
    }
  }

  /** The policy in force as the API sees it, worked out once for each policy. */
  private static final class Views implements Supplier<PolicyInForce> {
    private final Supplier<Policy> policy;
    private final UnaryOperator<PolicySnapshot> overrides;
    private volatile PolicyInForce view;

    Views(Supplier<Policy> policy, UnaryOperator<PolicySnapshot> overrides) {
      this.policy = policy;
      this.overrides = overrides;
      view = new PolicyInForce(policy.get(), overrides);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a policy that was read anew is another one
    public PolicyInForce get() {
      PolicyInForce known = view;
      Policy present = policy.get();
      if (known.policy() != present) {
        known = new PolicyInForce(present, overrides);
        view = known;
      }
      return known;
    }
  }
}
