package dev.headgate.client.governor;

import dev.headgate.client.call.Call;
import dev.headgate.client.pacing.FairPool;
import dev.headgate.client.pacing.SlowStart;
import dev.headgate.client.profile.GateKey;
import dev.headgate.client.profile.GateRule;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Rate;
import dev.headgate.client.reading.Stand;
import dev.headgate.client.share.Shares;
import dev.headgate.client.share.Slots;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The gates of a governor, by key, and which of the learned ones a route passes. Bounded: idle
 * gates make room for new ones, and where none is idle the new keys of a rule share one gate.
 */
final class Gates {
  private static final int LOOKED_AT_MAX = 16;
  private static final int LEARNED_OF_ROUTE_MAX = 8;
  private static final String UNAVAILABLE = "unavailable";
  private static final String FIRST = "first answers";
  private static final String FAIR = "tenant's part of ";
  private static final String REST = "(all others)";

  private final Profile profile;
  private final Shares shares;
  private final RandomGenerator random;
  private final int most;
  private final String fairGate;
  private final Map<GateKey, Gate> gates = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<String, Set<GateKey>> learned;
  private final Map<String, FairPool> pools;

  /** Origins that have answered enough for their first gate to be gone. */
  private final Map<String, Boolean> met;

  private boolean anyUnavailable;

  Gates(Profile profile, Shares shares, GovernorSettings settings, RandomGenerator random) {
    this.profile = profile;
    this.shares = shares;
    this.random = random;
    this.most = settings.gatesMax();
    this.fairGate = settings.fairGate();
    this.learned = bounded(most);
    this.pools = bounded(most);
    this.met = bounded(most);
  }

  private static <V> Map<String, V> bounded(int most) {
    return new LinkedHashMap<>(64, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
      }
    };
  }

  /** The gates that a call passes, as known now. */
  List<Gate> of(Call call, long now) {
    List<Gate> passed = new ArrayList<>(4);
    for (GateRule rule : profile.gates()) {
      GateKey key = rule.gateOf(call);
      if (key != null) {
        Gate gate = gate(key, rule, now);
        passed.add(gate);
        if (rule.name().equals(fairGate)) {
          passed.add(part(gate, call.tenant(), now));
        }
      }
    }
    Gate first = first(call, now);
    if (first != null) {
      passed.add(first);
    }
    Set<GateKey> more = learned.isEmpty() ? null : learned.get(profile.learning().routeOf(call));
    if (more != null) {
      for (GateKey key : more) {
        passed.add(gate(key, null, now));
      }
    }
    Gate origin = anyUnavailable ? gates.get(unavailableKey(call)) : null;
    if (origin != null) {
      passed.add(origin);
    }
    return passed;
  }

  /** The gate of an origin of which no answer has said anything; null for all others. */
  private @Nullable Gate first(Call call, long now) {
    int most = profile.conduct().pacing().firstMax();
    String origin = call.target().origin().text();
    if (most >= SlowStart.FREE || met.containsKey(origin)) {
      return null;
    }
    GateKey key = new GateKey(FIRST, origin);
    Gate known = gates.get(key);
    if (known == null) {
      Gate built = gate(key, null, now);
      return built.key.equals(key) ? built.untilAnswered(most) : built;
    }
    if (known.isSpent()) {
      met.put(origin, true);
      return null;
    }
    return known;
  }

  /** The gate of a tenant's part of a pool. */
  private Gate part(Gate whole, String tenant, long now) {
    GateKey key = new GateKey(FAIR + whole.key.gate(), whole.key.value() + " | " + tenant);
    Gate gate = gate(key, null, now);
    if (!gate.isShare()) {
      FairPool pool = pools.computeIfAbsent(whole.key.toString(), k -> new FairPool());
      whole.divide();
      return gate.of(new TenantShare(pool, whole, tenant));
    }
    return gate;
  }

  /** The gate of a limit that a response to {@code call} named. */
  Gate named(Call call, String limit, String partition, long now) {
    GateRule rule = profile.rule(limit);
    GateKey declared = rule == null ? null : rule.gateOf(call);
    return declared == null
        ? learn(call, profile.learning().gateOf(call, limit, partition), now)
        : gate(declared, rule, now);
  }

  /**
   * The gate that refused {@code call}: by the names that the response gave it, most telling first,
   * else the limit that stands at zero, else the first that is declared.
   */
  Gate refusing(Call call, List<String> names, List<Stand> stands, long now) {
    for (String name : names) {
      GateRule rule = profile.rule(name);
      GateKey key = rule == null ? null : rule.gateOf(call);
      if (key != null) {
        return gate(key, rule, now);
      }
    }
    if (!names.isEmpty()) {
      return named(call, names.getFirst(), "", now);
    }
    for (Stand stand : stands) {
      if (stand.isExhausted()) {
        return named(call, stand.limit(), stand.partition(), now);
      }
    }
    for (GateRule rule : profile.gates()) {
      GateKey key = rule.gateOf(call);
      if (key != null) {
        return gate(key, rule, now);
      }
    }
    return named(call, "limit", "", now);
  }

  /** The gate of a server that is not to be asked at all. */
  Gate unavailable(Call call, long now) {
    anyUnavailable = true;
    return gate(unavailableKey(call), null, now);
  }

  List<GateView> views(long now) {
    return gates.values().stream()
        .filter(gate -> !gate.isSpent())
        .map(gate -> gate.view(now))
        .toList();
  }

  private static GateKey unavailableKey(Call call) {
    return new GateKey(UNAVAILABLE, call.target().origin().text());
  }

  private Gate learn(Call call, GateKey key, long now) {
    String route = profile.learning().routeOf(call);
    Set<GateKey> keys = learned.computeIfAbsent(route, r -> new LinkedHashSet<>());
    if (keys.size() < LEARNED_OF_ROUTE_MAX) {
      keys.add(key);
    }
    return gate(key, null, now);
  }

  private Gate gate(GateKey key, @Nullable GateRule rule, long now) {
    Gate known = gates.get(key);
    if (known != null) {
      return known;
    }
    boolean room = gates.size() < most || makeRoom(now);
    GateKey kept = room ? key : new GateKey(key.gate(), REST);
    return gates.computeIfAbsent(kept, k -> build(k, rule));
  }

  private Gate build(GateKey key, @Nullable GateRule rule) {
    List<Slots> slots = new ArrayList<>();
    for (Rate rate : rule == null ? List.<Rate>of() : rule.rates()) {
      slots.add(shares.slots(key, rate));
    }
    return new Gate(key, rule, profile.conduct().pacing(), List.copyOf(slots), random);
  }

  private boolean makeRoom(long now) {
    Iterator<Gate> eldest = gates.values().iterator();
    for (int i = 0; i < LOOKED_AT_MAX && eldest.hasNext(); i++) {
      if (eldest.next().isIdle(now)) {
        eldest.remove();
        return true;
      }
    }
    return false;
  }
}
