package dev.headgate.client.profile;

import static dev.headgate.client.call.Attribute.APP;
import static dev.headgate.client.call.Attribute.CREDENTIAL;
import static dev.headgate.client.call.Attribute.METHOD;
import static dev.headgate.client.call.Attribute.OPERATION;
import static dev.headgate.client.call.Attribute.ORIGIN;
import static dev.headgate.client.call.Attribute.TENANT;

import dev.headgate.client.call.Attribute;
import dev.headgate.client.profile.FieldForm.Counted;
import dev.headgate.client.profile.FieldForm.Filled;
import dev.headgate.client.profile.FieldForm.GraphCost;
import dev.headgate.client.profile.FieldForm.Ietf;
import dev.headgate.client.profile.FieldForm.Triple;
import dev.headgate.client.profile.FieldForm.Used;
import dev.headgate.client.profile.GateRule.Calls;
import dev.headgate.client.profile.Profile.Conduct;
import dev.headgate.client.retry.RetryRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The catalogue: providers by what they publish about their limits. The names are used to describe;
 * nobody named here is affiliated. Immutable.
 */
public final class Profiles {
  private static final Conduct USUAL = new Conduct(RetryRules.JITTERED, PacingRules.USUAL);
  private static final Ietf IETF = new Ietf("");

  /** Of a resource and of pages; {@code base} is what relative links of a page are put behind. */
  private static final String[] ATLASSIAN_LINKS = {"self", "next", "prev", "nextPage", "base"};

  private static final long DAY_SECONDS = 86_400;
  private static final long LEAK_SECONDS = 20;

  /** The fields of the IETF draft; every limit is learned by its name. */
  public static final Profile IETF_DRAFT =
      new Profile(
          "ietf", List.of(), Learning.BY_CREDENTIAL, Dialect.of(IETF, new Ietf("Beta-")), USUAL);

  /** Ten calls a second of one environment, whoever calls; nothing in the fields. */
  public static final Profile JAMA =
      new Profile(
          "jama",
          List.of(declared("environment", List.of(ORIGIN), Rate.safe(10, 1))),
          Learning.BY_CREDENTIAL,
          Dialect.of().linking("href"),
          new Conduct(RetryRules.FIBONACCI, PacingRules.DECLARED));

  /** Jira and Confluence in the cloud: points per hour, bursts, writes on one issue. */
  public static final Profile ATLASSIAN =
      new Profile(
          "atlassian",
          List.of(
              gate("burst", List.of(TENANT, OPERATION, METHOD), Calls.EACH, "jira-burst-based"),
              gate(
                  "global-app-quota",
                  List.of(APP),
                  Calls.PRICED,
                  "jira-quota-global-based",
                  "confluence-quota-global-based"),
              gate(
                  "tenant-app-quota",
                  List.of(APP, TENANT),
                  Calls.PRICED,
                  "jira-quota-tenant-based",
                  "confluence-quota-tenant-based"),
              new GateRule(
                  "per-issue",
                  List.of(TENANT),
                  new Calls(Scope.WRITES, issuePath(), Unit.REQUESTS),
                  List.of(Rate.safe(20, 2), Rate.safe(100, 30)),
                  Set.of("jira-per-issue-on-write"))),
          Learning.BY_CREDENTIAL,
          new Dialect(
                  List.of(
                      IETF,
                      new Ietf("Beta-"),
                      triple("burst", "X-RateLimit-", ResetKind.BY_SHAPE, null)),
                  List.of(),
                  "RateLimit-Reason")
              .linking(ATLASSIAN_LINKS),
          USUAL);

  /** Jira and Confluence in one's own data center: a bucket of each user on each node. */
  public static final Profile ATLASSIAN_DATA_CENTER =
      new Profile(
          "atlassian-data-center",
          List.of(gate("user", List.of(ORIGIN, CREDENTIAL), Calls.EACH)),
          Learning.BY_CREDENTIAL,
          Dialect.of(
                  new Filled(
                      "user",
                      "X-RateLimit-Limit",
                      "X-RateLimit-Remaining",
                      "X-RateLimit-Interval-Seconds",
                      "X-RateLimit-FillRate"))
              .linking(ATLASSIAN_LINKS),
          USUAL);

  /** Code hosting with a limit for each resource, and a second one that only a refusal shows. */
  public static final Profile GITHUB =
      new Profile(
          "github",
          List.of(gate("secondary", List.of(ORIGIN, CREDENTIAL), Calls.EACH)),
          Learning.BY_OPERATION,
          new Dialect(
                  List.of(
                      triple(
                          "core", "X-RateLimit-", ResetKind.EPOCH_SECONDS, "X-RateLimit-Resource")),
                  List.of(
                      new RefusalForm(Set.of(403), null, true, ""),
                      new RefusalForm(
                          Set.of(403, 429), "secondary rate limit", false, "secondary")),
                  "")
              .linking("url", "repository_url", "issue_url", "pull_request_url", "comments_url"),
          USUAL);

  /** Three fields with hyphens, and a reset in seconds since the epoch. */
  public static final Profile OKTA =
      new Profile(
          "okta",
          List.of(),
          Learning.BY_OPERATION,
          Dialect.of(triple("limit", "X-Rate-Limit-", ResetKind.EPOCH_SECONDS, null))
              .linking("href"),
          USUAL);

  /** Commerce: a leaky bucket in a field, or in the body of GraphQL with status 200. */
  public static final Profile SHOPIFY =
      new Profile(
          "shopify",
          List.of(
              gate("calls", List.of(ORIGIN, CREDENTIAL), Calls.EACH),
              gate("query-cost", List.of(ORIGIN, CREDENTIAL), Calls.PRICED)),
          Learning.BY_CREDENTIAL,
          new Dialect(
              List.of(
                  new Used("calls", "X-Shopify-Shop-Api-Call-Limit", LEAK_SECONDS),
                  new GraphCost("query-cost")),
              List.of(new RefusalForm(Set.of(200), "\"THROTTLED\"", false, "query-cost")),
              ""),
          USUAL);

  /** CRM: calls of a rolling day. */
  public static final Profile SALESFORCE =
      new Profile(
          "salesforce",
          List.of(gate("day", List.of(ORIGIN), Calls.EACH)),
          Learning.BY_CREDENTIAL,
          new Dialect(
                  List.of(new Used("day", "Sforce-Limit-Info", DAY_SECONDS)),
                  List.of(new RefusalForm(Set.of(403), "REQUEST_LIMIT_EXCEEDED", false, "day")),
                  "")
              .linking("nextRecordsUrl", "url"),
          USUAL);

  /** Language models: requests and tokens of a minute at once, resets as durations. */
  public static final Profile OPENAI =
      new Profile(
          "openai",
          List.of(
              gate("requests", List.of(ORIGIN, CREDENTIAL), Calls.EACH),
              gate("tokens", List.of(ORIGIN, CREDENTIAL), Calls.PRICED)),
          Learning.BY_CREDENTIAL,
          Dialect.of(models("x-ratelimit-", "requests"), models("x-ratelimit-", "tokens")),
          USUAL);

  /** The same with a prefix, and resets as instants. */
  public static final Profile ANTHROPIC =
      new Profile(
          "anthropic",
          OPENAI.gates(),
          Learning.BY_CREDENTIAL,
          Dialect.of(vendorModels("requests"), vendorModels("tokens")),
          USUAL);

  /** A bucket for groups of routes that only the responses tell, and a global one. */
  public static final Profile DISCORD =
      new Profile(
          "discord",
          List.of(gate("global", List.of(ORIGIN, CREDENTIAL), Calls.EACH)),
          Learning.BY_OPERATION,
          new Dialect(
              List.of(
                  new Triple(
                      "route",
                      "X-RateLimit-Limit",
                      "X-RateLimit-Remaining",
                      "X-RateLimit-Reset-After",
                      ResetKind.DELTA_SECONDS,
                      "X-RateLimit-Bucket")),
              List.of(),
              "X-RateLimit-Scope"),
          USUAL);

  /** Several windows of the app, and several of each method. */
  public static final Profile RIOT =
      new Profile(
          "riot",
          List.of(
              gate("application", List.of(ORIGIN, CREDENTIAL), Calls.EACH),
              gate("method", List.of(ORIGIN, CREDENTIAL, OPERATION), Calls.EACH)),
          Learning.BY_CREDENTIAL,
          new Dialect(
              List.of(
                  new Counted("application", "X-App-Rate-Limit", "X-App-Rate-Limit-Count"),
                  new Counted("application", "App-Rate-Limit", "App-Rate-Limit-Count"),
                  new Counted("method", "X-Method-Rate-Limit", "X-Method-Rate-Limit-Count")),
              List.of(),
              "X-Rate-Limit-Type"),
          USUAL);

  /** Nothing is known: every common form is tried, resets by shape and size. */
  public static final Profile GENERIC =
      new Profile(
          "generic",
          List.of(),
          Learning.BY_CREDENTIAL,
          new Dialect(
              List.of(
                  IETF,
                  triple("limit", "X-RateLimit-", ResetKind.BY_SHAPE, "X-RateLimit-Bucket"),
                  triple("limit", "X-Rate-Limit-", ResetKind.BY_SHAPE, null)),
              List.of(),
              "RateLimit-Reason"),
          USUAL);

  private static final List<Profile> ALL =
      List.of(
          IETF_DRAFT,
          JAMA,
          ATLASSIAN,
          ATLASSIAN_DATA_CENTER,
          GITHUB,
          OKTA,
          SHOPIFY,
          SALESFORCE,
          OPENAI,
          ANTHROPIC,
          DISCORD,
          RIOT,
          GENERIC);

  private Profiles() {}

  /** All profiles by name, in alphabetical order. */
  public static Map<String, Profile> byName() {
    Map<String, Profile> profiles = new TreeMap<>();
    ALL.forEach(profile -> profiles.put(profile.name(), profile));
    return profiles;
  }

  /**
   * The profile of that name.
   *
   * @throws IllegalArgumentException if there is none; it names those that there are
   */
  public static Profile named(String name) {
    Profile profile = byName().get(name);
    if (profile == null) {
      throw new IllegalArgumentException(
          "profile: " + name + " (expected: one of " + byName().keySet() + ")");
    }
    return profile;
  }

  /**
   * A provider that states one rate and nothing else.
   *
   * @param key whose calls share it
   */
  public static Profile ofRate(Rate rate, Attribute... key) {
    return new Profile(
        GENERIC.name(),
        List.of(declared("rate", List.of(key), rate)),
        GENERIC.learning(),
        GENERIC.dialect(),
        new Conduct(RetryRules.JITTERED, PacingRules.DECLARED));
  }

  private static GateRule declared(String name, List<Attribute> key, Rate rate) {
    return new GateRule(name, key, Calls.EACH, List.of(rate), Set.of());
  }

  private static GateRule gate(
      String name, List<Attribute> key, Calls calls, String... otherNames) {
    return new GateRule(name, key, calls, List.of(), Set.of(otherNames));
  }

  private static ObjectPath issuePath() {
    return ObjectPath.of("/rest/api/[^/]+/issue/([A-Z][A-Z0-9_]*-\\d+|\\d+)(?:/|$)");
  }

  private static Triple triple(
      String name, String prefix, ResetKind kind, @org.jspecify.annotations.Nullable String field) {
    return new Triple(name, prefix + "Limit", prefix + "Remaining", prefix + "Reset", kind, field);
  }

  private static Triple models(String prefix, String unit) {
    return new Triple(
        unit,
        prefix + "limit-" + unit,
        prefix + "remaining-" + unit,
        prefix + "reset-" + unit,
        ResetKind.BY_SHAPE,
        null);
  }

  private static Triple vendorModels(String unit) {
    String prefix = "anthropic-ratelimit-" + unit + "-";
    return new Triple(
        unit, prefix + "limit", prefix + "remaining", prefix + "reset", ResetKind.BY_SHAPE, null);
  }
}
