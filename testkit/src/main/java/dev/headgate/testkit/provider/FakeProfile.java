package dev.headgate.testkit.provider;

import dev.headgate.core.call.Call;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.policy.Policy;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a fake provider pretends to be: a policy that says what it allows, and a voice that says how
 * it tells so. Immutable.
 */
public final class FakeProfile {
  private static final String RATE = "{rate}";

  private final String name;
  private final String text;
  private final Policy policy;
  private final Voice voice;
  private final Map<String, String> caller;

  private FakeProfile(
      String name, String text, Policy policy, Voice voice, Map<String, String> caller) {
    this.name = name;
    this.text = text;
    this.policy = policy;
    this.voice = voice;
    this.caller = Map.copyOf(caller);
  }

  /** A profile of the catalogue, by the text of its policy and its usual rate. */
  static FakeProfile of(String name, String text, RateForm usual, Voice voice) {
    Policy policy = load(name, text.replace(RATE, usual.yaml()));
    return new FakeProfile(name, text, policy, voice, Map.of());
  }

  /**
   * The provider of that profile.
   *
   * @throws IllegalArgumentException if there is none; it names those that there are
   */
  public static FakeProfile named(String name) {
    return FakeProfiles.named(name);
  }

  /**
   * The same provider with another rate, counted in another way.
   *
   * @throws IllegalArgumentException if the profile is not one of a single rate
   */
  public FakeProfile withRate(RateForm rate) {
    if (!text.contains(RATE)) {
      throw new IllegalArgumentException(
          "rate of " + name + ": several limits (expected: a policy that states them)");
    }
    Policy other = load(name, text.replace(RATE, rate.yaml()));
    return new FakeProfile(name, text, other, voice, caller);
  }

  /** The same voice over other limits; its forms speak of the rules of their names. */
  public FakeProfile withPolicy(Policy other) {
    return new FakeProfile(name, "", other, voice, caller);
  }

  /** The same provider, which takes callers that say nothing else to have these attributes. */
  public FakeProfile withCaller(Map<String, String> attributes) {
    Map<String, String> all = new TreeMap<>(caller);
    all.putAll(attributes);
    return new FakeProfile(name, text, policy, voice, all);
  }

  /** Its name in the catalogue, which is that of the client's profile. */
  public String name() {
    return name;
  }

  /** What it allows. */
  public Policy policy() {
    return policy;
  }

  /**
   * Its limits and quotas in words, with the amounts that a caller has who says nothing; without
   * them where such a caller's {@code GET /} is not concerned.
   */
  public List<String> limits() {
    Asked any = Asked.of("GET", "http://127.0.0.1", "/");
    Call call = Call.of(Policy.other("GET"), new Callers(caller).of(any));
    Map<String, String> amounts = new TreeMap<>();
    for (Claim claim : policy.snapshot().match(call, 0).claims()) {
      long millis = claim.meter().windowMicros() / 1_000;
      String length = millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
      String amount = String.format(Locale.ROOT, ": %,d ", claim.meter().amount());
      amounts.put(claim.rule().name(), amount + claim.rule().unit() + " in " + length);
    }
    return policy.snapshot().rules().stream()
        .map(rule -> words(rule, amounts.getOrDefault(rule.name(), ": " + rule.unit())))
        .toList();
  }

  private static String words(Rule rule, String amount) {
    List<String> keys = rule.partition().attributes();
    String per = keys.isEmpty() ? "" : ", for each " + String.join(" and ", keys);
    return rule.name() + amount + per;
  }

  Voice voice() {
    return voice;
  }

  Map<String, String> caller() {
    return caller;
  }

  @Override
  public String toString() {
    return "fake " + name;
  }

  private static Policy load(String name, String text) {
    return switch (PolicyLoader.loadText(name + ".yaml", text)) {
      case PolicyLoad.Loaded(Policy policy, var warnings) -> policy;
      case PolicyLoad.Rejected(var problems) ->
          throw new IllegalArgumentException(problems.toString());
    };
  }
}
