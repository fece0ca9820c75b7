package dev.headgate.server.registry;

import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.policy.registry.Callers;
import dev.headgate.policy.registry.Identification;
import dev.headgate.policy.registry.Identification.Identified;
import dev.headgate.policy.registry.Identification.Unknown;
import dev.headgate.policy.registry.Registry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says who is calling. The first credential shown decides: API key, bearer, basic, then the fields
 * of a trusted peer; host and path add the tenant or app that it leaves open and must not
 * contradict it. Safe for all threads.
 */
public final class Identifier {
  private static final Unknown MISSING =
      new Unknown("credentials-missing", "no credentials (expected: a key, a token or a login)");
  private static final Pattern.Match UNPLACED = new Pattern.Match.None();
  static final Unknown TWICE =
      new Unknown("credentials-twice", "a field with credentials came twice (expected: once)");

  private final IdentitySettings settings;
  private final Supplier<Registry> registry;
  private final Credentials credentials;
  private final @Nullable Pattern host;
  private final @Nullable Pattern path;
  private final Callers callers = new Callers();

  /** An identifier over a registry that may be replaced at any time. */
  public Identifier(IdentitySettings settings, Supplier<Registry> registry) {
    this.settings = settings;
    this.registry = registry;
    credentials = new Credentials(settings);
    host = settings.hostPattern() == null ? null : Pattern.host(settings.hostPattern());
    path = settings.pathPattern() == null ? null : Pattern.path(settings.pathPattern());
  }

  /** Who shows this, at an instant in microseconds. */
  public Identification identify(Shown shown, long now) {
    Registry known = registry.get();
    if (shown.count(settings.apiKeyField()) > 1 || shown.count("Authorization") > 1) {
      return TWICE;
    }
    Pattern.Match byHost = host == null ? UNPLACED : host.match(shown.host());
    if (byHost instanceof Pattern.Match.Wrong(String detail)) {
      return new Unknown("host-malformed", detail);
    }
    Pattern.Match byPath = path == null ? UNPLACED : path.match(shown.path());
    if (byPath instanceof Pattern.Match.Wrong(String detail)) {
      return new Unknown("path-malformed", detail);
    }
    return identify(shown, known, now, places(byHost, byPath));
  }

  private Identification identify(
      Shown shown, Registry known, long now, Map<String, String> places) {
    return switch (credentials.read(shown, known, now)) {
      case Credentials.Found.None() -> nobody(places, known);
      case Credentials.Found.Registered(Caller caller) -> placed(caller, places, known);
      case Credentials.Found.Claimed(Map<String, String> claims) -> claimed(claims, places, known);
      case Credentials.Found.Wrong(Unknown answer) -> answer;
    };
  }

  /** The caller that a trusted service names by attributes; the same object for the same ones. */
  public Identification named(Map<String, String> attributes) {
    return callers.of(attributes, registry.get(), settings.unregistered());
  }

  private Identification nobody(Map<String, String> places, Registry known) {
    return settings.anonymous() ? claimed(Map.of(), places, known) : MISSING;
  }

  private Identification placed(Caller caller, Map<String, String> places, Registry known) {
    if (places.isEmpty()) {
      return new Identified(caller);
    }
    Map<String, String> all = new TreeMap<>(caller.attributes());
    Tenant tenant = caller.tenant();
    App app = caller.app();
    if (tenant != null) {
      all.put("tenant", tenant.id());
    }
    if (app != null) {
      all.put("app", app.id());
    }
    return claimed(all, places, known);
  }

  private Identification claimed(
      Map<String, String> claims, Map<String, String> places, Registry known) {
    Map<String, String> all = new TreeMap<>(claims);
    for (Map.Entry<String, String> place : places.entrySet()) {
      String before = all.putIfAbsent(place.getKey(), place.getValue());
      if (before != null && !before.equals(place.getValue())) {
        return new Unknown(
            place.getKey() + "-mismatch",
            "the credentials belong to another " + place.getKey() + " than host or path name");
      }
    }
    return callers.of(all, known, settings.unregistered());
  }

  /** What host and path name; the host comes first. */
  private static Map<String, String> places(Pattern.Match byHost, Pattern.Match byPath) {
    Map<String, String> places = new TreeMap<>();
    for (Pattern.Match match : List.of(byHost, byPath)) {
      if (match instanceof Pattern.Match.Values(Map<String, String> values)) {
        values.forEach(places::putIfAbsent);
      }
    }
    return places;
  }
}
