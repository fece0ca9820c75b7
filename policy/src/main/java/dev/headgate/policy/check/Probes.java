package dev.headgate.policy.check;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls by which the amounts of two policies are compared: every plan, tier, method, operation and
 * attribute value that a table names, with tenants of all sizes.
 */
final class Probes {
  /** The most values of one attribute that are tried. */
  private static final int VALUES_MAX = 100;

  private static final List<Long> USERS = List.of(0L, 1L, 10L, 100L, 1_000L, 10_000L, 1_000_000L);
  private static final Set<String> OWN = Set.of("plan", "tier", "operation", "method");

  private final Map<String, Set<String>> first;
  private final Map<String, Set<String>> second;

  Probes(Map<String, Set<String>> first, Map<String, Set<String>> second) {
    this.first = first;
    this.second = second;
  }

  /** The calls. */
  List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    for (String plan : values("plan")) {
      for (String tier : values("tier")) {
        USERS.forEach(users -> calls.add(call(caller(plan, tier, users), "other", "GET")));
      }
    }
    Caller usual = caller("", "", 1);
    for (String operation : values("operation")) {
      for (String method : values("method")) {
        String named = operation.isEmpty() ? "other" : operation;
        calls.add(call(usual, named, method.isEmpty() ? "GET" : method));
      }
    }
    first.keySet().forEach(attribute -> attributes(attribute, calls));
    second.keySet().forEach(attribute -> attributes(attribute, calls));
    return calls;
  }

  private void attributes(String attribute, List<Call> calls) {
    if (OWN.contains(attribute) || Set.of("tenant", "app", "copy", "product").contains(attribute)) {
      return;
    }
    for (String value : values(attribute)) {
      Caller caller = Caller.builder().attribute(attribute, value).build();
      calls.add(call(caller, "other", "GET"));
    }
  }

  private List<String> values(String attribute) {
    Set<String> values = new LinkedHashSet<>(List.of(""));
    values.addAll(first.getOrDefault(attribute, Set.of()));
    values.addAll(second.getOrDefault(attribute, Set.of()));
    return values.stream().limit(VALUES_MAX).toList();
  }

  private static Caller caller(String plan, String tier, long users) {
    return Caller.builder()
        .tenant(Tenant.of("probe", plan, users))
        .app(new App("probe", "probe", tier))
        .build();
  }

  private static Call call(Caller caller, String operation, String method) {
    return Call.of(Operation.of(operation, method), caller);
  }
}
