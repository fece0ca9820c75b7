package dev.headgate.client.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headgate.client.call.Call;
import dev.headgate.client.call.Party;
import dev.headgate.client.sim.Calls;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who shares which gate, by the catalogue. */
class ProfilesTest {
  private static final String ISSUE = "/rest/api/3/issue/ABC-1";

  @Test
  void theCatalogueNamesEveryDialectOfTheWire() {
    assertThat(Profiles.byName().keySet())
        .containsExactly(
            "anthropic",
            "atlassian",
            "atlassian-data-center",
            "discord",
            "generic",
            "github",
            "ietf",
            "jama",
            "okta",
            "openai",
            "riot",
            "salesforce",
            "shopify");
  }

  @Test
  void anUnknownNameIsToldTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Profiles.named("jira"))
        .withMessageContaining("profile: jira (expected: one of [anthropic, atlassian");
  }

  @Test
  void oneJamaEnvironmentIsOneGateWhoeverCalls() {
    Call call = get("https://acme.example.org/rest/v1/items");

    assertThat(gate(Profiles.JAMA, "environment", Calls.with(call, new Party("a", "t", "u1"))))
        .isEqualTo(gate(Profiles.JAMA, "environment", Calls.with(call, new Party("b", "s", "u2"))));
    assertThat(gate(Profiles.JAMA, "environment", get("https://other.example.org/rest/v1/items")))
        .isNotEqualTo(gate(Profiles.JAMA, "environment", call));
  }

  @Test
  void anAppsQuotaIsOneGateAcrossOriginsAndItsTenantsQuotaIsNot() {
    Call one = get("https://one.example.org" + ISSUE);
    Call two = get("https://two.example.org" + ISSUE);

    assertThat(gate(Profiles.ATLASSIAN, "global-app-quota", one))
        .isEqualTo(gate(Profiles.ATLASSIAN, "global-app-quota", two));
    assertThat(gate(Profiles.ATLASSIAN, "tenant-app-quota", one))
        .isNotEqualTo(gate(Profiles.ATLASSIAN, "tenant-app-quota", two));
  }

  @Test
  void aBurstIsOfTenantOperationAndMethod() {
    Call get = get("https://one.example.org" + ISSUE);
    Call other = get("https://one.example.org/rest/api/3/issue/XYZ-9");
    Call put = Calls.of("PUT", URI.create("https://one.example.org" + ISSUE), get.terms());

    assertThat(gate(Profiles.ATLASSIAN, "burst", get))
        .isEqualTo(gate(Profiles.ATLASSIAN, "burst", other))
        .isNotEqualTo(gate(Profiles.ATLASSIAN, "burst", put));
  }

  @Test
  void onlyWritesOnAnIssuePassTheGateOfTheIssue() {
    URI uri = URI.create("https://one.example.org" + ISSUE + "/comment");
    URI bulk = URI.create("https://one.example.org/rest/api/3/issue/bulk");

    GateKey written = gate(Profiles.ATLASSIAN, "per-issue", Calls.of("POST", uri, Calls.PATIENT));

    assertThat(Objects.requireNonNull(written).value()).endsWith("| ABC-1");
    assertThat(gate(Profiles.ATLASSIAN, "per-issue", Calls.get(uri))).isNull();
    assertThat(gate(Profiles.ATLASSIAN, "per-issue", Calls.of("POST", bulk, Calls.PATIENT)))
        .isNull();
  }

  @Test
  void aNameTwiceIsRefused() {
    List<GateRule> twice =
        List.of(Profiles.JAMA.gates().getFirst(), Profiles.JAMA.gates().getFirst());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Profiles.GENERIC.withGates(twice))
        .withMessageContaining("a name twice");
  }

  private static Call get(String uri) {
    return Calls.get(URI.create(uri));
  }

  private static @Nullable GateKey gate(Profile profile, String name, Call call) {
    return Objects.requireNonNull(profile.rule(name)).gateOf(call);
  }
}
