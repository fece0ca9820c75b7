package dev.headgate.policy.registry;

import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.policy.registry.Identification.Identified;
import dev.headgate.policy.registry.Identification.Unknown;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Callers made of attributes, each kept and handed out again as the same object for as long as the
 * registry stays. Safe for all threads.
 */
public final class Callers {
  /** The most callers that are kept; at the bound all are forgotten. */
  static final int CALLERS_MAX = 100_000;

  private record Kept(Registry registry, Map<Map<String, String>, Identification> byAttributes) {}

  private volatile Kept kept = new Kept(Registry.EMPTY, new ConcurrentHashMap<>());

  /**
   * The caller of these attributes, as far as the registry knows the tenant, app and user in them.
   *
   * @param unregistered whether tenants and apps count that the registry does not have
   */
  @SuppressWarnings("ReferenceEquality") // a registry that was read again is another one
  public Identification of(
      Map<String, String> attributes, Registry registry, boolean unregistered) {
    Kept current = kept;
    if (current.registry() != registry || current.byAttributes().size() >= CALLERS_MAX) {
      current = new Kept(registry, new ConcurrentHashMap<>());
      kept = current;
    }
    Identification known = current.byAttributes().get(attributes);
    if (known == null) {
      known = make(attributes, registry, unregistered);
      if (known instanceof Identified) {
        current.byAttributes().put(Map.copyOf(attributes), known);
      }
    }
    return known;
  }

  private static Identification make(
      Map<String, String> attributes, Registry registry, boolean unregistered) {
    Caller.Builder builder = Caller.builder();
    String tenantId = attributes.get("tenant");
    if (tenantId != null) {
      Tenant tenant = registry.tenants().get(tenantId);
      if (tenant == null && !unregistered) {
        return unknown("tenant");
      }
      builder.tenant(tenant != null ? tenant : Tenant.of(tenantId, plan(attributes), 0));
    }
    String appId = attributes.get("app");
    if (appId != null) {
      App app = registry.apps().get(appId);
      if (app == null && !unregistered) {
        return unknown("app");
      }
      builder.app(app != null ? app : App.of(appId));
    }
    Map<String, String> all = new TreeMap<>(attributes);
    RegisteredUser user = registry.users().get(attributes.getOrDefault("user", ""));
    if (user != null && user.belongsTo(tenantId)) {
      all.putAll(user.attributes());
    }
    if (all.size() > Caller.Builder.ATTRIBUTES_MAX) {
      return new Unknown(
          "attributes-too-many",
          all.size() + " attributes (expected: <= " + Caller.Builder.ATTRIBUTES_MAX + ")");
    }
    all.forEach((name, value) -> add(builder, name, value));
    return new Identified(builder.build());
  }

  private static void add(Caller.Builder builder, String name, String value) {
    switch (name) {
      case "tenant", "app", "plan", "copy" -> {}
      default -> builder.attribute(name, value);
    }
  }

  private static String plan(Map<String, String> attributes) {
    @Nullable String plan = attributes.get("plan");
    return plan == null ? "" : plan;
  }

  private static Unknown unknown(String what) {
    return new Unknown(what + "-unknown", "the " + what + " is not registered");
  }
}
