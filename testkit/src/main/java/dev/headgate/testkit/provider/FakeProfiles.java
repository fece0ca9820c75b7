package dev.headgate.testkit.provider;

import dev.headgate.client.profile.FieldForm;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.testkit.provider.Manner.Wait;
import dev.headgate.testkit.provider.RateForm.Kind;
import dev.headgate.testkit.provider.Voice.Resets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The fakes, one for each profile of the client, by what their providers document. The names are
 * used to describe; nobody named here is affiliated.
 */
final class FakeProfiles {
  private static final RateForm PER_MINUTE = new RateForm(Kind.CALENDAR, 600, "minute");
  private static final Manner PLAIN = Manner.of(429, Wait.TOLD, "{\"error\":\"rate limited\"}");

  private FakeProfiles() {}

  /** The names, in alphabetical order. */
  static List<String> names() {
    return List.copyOf(Profiles.byName().keySet());
  }

  static FakeProfile named(String name) {
    Profile profile = Profiles.named(name);
    RateForm usual = name.equals("jama") ? RateForm.perSecond(Kind.SLIDING, 10) : PER_MINUTE;
    return FakeProfile.of(name, text(name), usual, voice(profile));
  }

  private static Voice voice(Profile profile) {
    return switch (profile.name()) {
      case "ietf", "atlassian" -> new Voice.OfPolicy();
      case "jama" ->
          silent(Manner.of(429, Wait.WITHHELD, "{\"meta\":{\"status\":\"Too Many Requests\"}}"));
      case "atlassian-data-center" -> forms(profile, Resets.EPOCH, Map.of("", always()));
      case "github" -> forms(profile, Resets.EPOCH, codeHosting());
      case "okta" ->
          forms(
              profile,
              Resets.EPOCH,
              usual(Manner.of(429, Wait.WITHHELD, "{\"errorCode\":\"E0000047\"}")));
      case "shopify" -> forms(profile, Resets.EPOCH, commerce());
      case "salesforce" ->
          forms(
              profile,
              Resets.EPOCH,
              usual(Manner.of(403, Wait.WITHHELD, "[{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]")));
      case "openai" -> forms(profile, Resets.DURATION, usual(models("rate_limit_exceeded")));
      case "anthropic" -> forms(profile, Resets.INSTANT, usual(models("rate_limit_error")));
      case "discord" -> forms(profile, Resets.EPOCH, chat());
      case "riot" -> forms(profile, Resets.EPOCH, games());
      default -> forms(profile, Resets.EPOCH, usual(PLAIN));
    };
  }

  /** Of two forms of one limit the first is written. */
  private static Voice forms(Profile profile, Resets resets, Map<String, Manner> manners) {
    List<FieldForm> forms = new ArrayList<>();
    Set<String> spoken = new HashSet<>();
    for (FieldForm form : profile.dialect().forms()) {
      String limit =
          switch (form) {
            case FieldForm.Ietf ietf -> "";
            case FieldForm.Triple triple -> triple.name();
            case FieldForm.Filled filled -> filled.name();
            case FieldForm.Used used -> used.name();
            case FieldForm.Counted counted -> counted.name();
            case FieldForm.GraphCost cost -> cost.name();
          };
      if (!limit.isEmpty() && spoken.add(limit)) {
        forms.add(form);
      }
    }
    Set<String> unnamed = new HashSet<>();
    profile.gates().forEach(gate -> unnamed.add(gate.name()));
    return new Voice.OfForms(forms, resets, manners, unnamed);
  }

  private static Voice silent(Manner manner) {
    return new Voice.OfForms(List.of(), Resets.EPOCH, usual(manner), Set.of());
  }

  private static Map<String, Manner> usual(Manner manner) {
    return Map.of("", manner);
  }

  private static Manner always() {
    return Manner.of(429, Wait.ALWAYS, "{\"message\":\"Rate limit exceeded.\"}");
  }

  private static Map<String, Manner> codeHosting() {
    return Map.of(
        "secondary",
        Manner.of(403, Wait.TOLD, "{\"message\":\"You have exceeded a secondary rate limit.\"}"),
        "",
        Manner.of(403, Wait.WITHHELD, "{\"message\":\"API rate limit exceeded.\"}"));
  }

  private static Map<String, Manner> commerce() {
    return Map.of(
        "query-cost",
        Manner.of(
            200,
            Wait.WITHHELD,
            "\"errors\":[{\"message\":\"Throttled\",\"extensions\":{\"code\":\"THROTTLED\"}}]"),
        "",
        Manner.of(429, Wait.TOLD, "{\"errors\":\"Exceeded 2 calls per second.\"}"));
  }

  private static Manner models(String code) {
    return Manner.of(
        429,
        Wait.TOLD,
        "{\"error\":{\"type\":\"%s\",\"message\":\"Try again in {seconds}s.\"}}".formatted(code));
  }

  private static Map<String, Manner> chat() {
    Map<String, Manner> manners = new LinkedHashMap<>();
    for (String scope : List.of("user", "global")) {
      String body = "{\"message\":\"You are being rate limited.\",\"retry_after\":{seconds}}";
      Manner manner =
          new Manner(429, Wait.TOLD, List.of(new Reply.Field("X-RateLimit-Scope", scope)), body);
      manners.put(scope.equals("user") ? "" : scope, manner);
    }
    return manners;
  }

  private static Map<String, Manner> games() {
    Map<String, Manner> manners = new LinkedHashMap<>();
    for (String rule : List.of("application/1s", "application/2m", "method")) {
      String type = rule.startsWith("application") ? "application" : rule;
      String body = "{\"status\":{\"status_code\":429,\"message\":\"Rate limit exceeded\"}}";
      manners.put(
          rule,
          new Manner(429, Wait.TOLD, List.of(new Reply.Field("X-Rate-Limit-Type", type)), body));
    }
    manners.put("", PLAIN);
    return manners;
  }

  private static String text(String name) {
    try (InputStream in = FakeProfiles.class.getResourceAsStream(name + ".yaml")) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
