package dev.headgate.core.identity;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling: tenant, app and plan, and the user, credential and licence behind the call.
 * Immutable, with its hash computed once, because what a caller is given is cached per caller.
 */
public final class Caller {
  /** A caller of whom nothing is known. */
  public static final Caller ANONYMOUS = builder().build();

  private final @Nullable Tenant tenant;
  private final @Nullable App app;
  private final Map<String, String> attributes;
  private final int hash;

  private Caller(@Nullable Tenant tenant, @Nullable App app, Map<String, String> attributes) {
    this.tenant = tenant;
    this.app = app;
    this.attributes = Map.copyOf(attributes);
    hash = Objects.hash(tenant, app, this.attributes);
  }

  /** The tenant, or null where the call names none. */
  public @Nullable Tenant tenant() {
    return tenant;
  }

  /** The app, or null where the call names none. */
  public @Nullable App app() {
    return app;
  }

  /**
   * An attribute by name, or null where it is missing. {@code tenant}, {@code app} (its cluster, so
   * that copies count as one), {@code plan}, {@code user}, {@code credential}, {@code licence}; any
   * other name is looked up among the attributes given at construction.
   */
  public @Nullable String attribute(String name) {
    return switch (name) {
      case "tenant" -> tenant == null ? null : tenant.id();
      case "plan" -> tenant == null ? null : tenant.plan();
      case "app" -> app == null ? null : app.cluster();
      case "copy" -> app == null ? null : app.id();
      default -> attributes.get(name);
    };
  }

  /** All attributes given by name: user, credential, licence and the provider's own. */
  public Map<String, String> attributes() {
    return attributes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Caller that
            && hash == that.hash
            && Objects.equals(tenant, that.tenant)
            && Objects.equals(app, that.app)
            && attributes.equals(that.attributes));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "Caller[tenant=" + tenant + ", app=" + app + ", attributes=" + attributes + "]";
  }

  /** A builder with nothing set. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects what is known of a caller. Not safe for several threads. */
  public static final class Builder {
    /** The most attributes of one caller. */
    public static final int ATTRIBUTES_MAX = 32;

    private @Nullable Tenant tenant;
    private @Nullable App app;
    private final Map<String, String> attributes = new java.util.TreeMap<>();

    private Builder() {}

    /** Sets the tenant. */
    public Builder tenant(Tenant value) {
      tenant = value;
      return this;
    }

    /** Sets the app. */
    public Builder app(App value) {
      app = value;
      return this;
    }

    /** Sets the user's id. */
    public Builder user(String value) {
      return attribute("user", value);
    }

    /** Sets an attribute; the names of {@link Caller#attribute} that are derived are refused. */
    public Builder attribute(String name, String value) {
      if (name.equals("tenant")
          || name.equals("app")
          || name.equals("plan")
          || name.equals("copy")) {
        throw new IllegalArgumentException("attribute: " + name + " (expected: not derived)");
      }
      attributes.put(name, value);
      if (attributes.size() > ATTRIBUTES_MAX) {
        throw new IllegalArgumentException(
            "attributes: " + attributes.size() + " (expected: <= " + ATTRIBUTES_MAX + ")");
      }
      return this;
    }

    /** The caller. */
    public Caller build() {
      return new Caller(tenant, app, attributes);
    }
  }
}
