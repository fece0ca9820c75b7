package dev.headgate.server.http;

import static dev.headgate.server.http.ApiFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.time.Micros;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdministrationTest {
  private static final String ORDER =
      "\"owner\":\"team-1\",\"reason\":\"incident 7\",\"until\":\"2025-11-24T17:00:00Z\"";

  private final ApiFixture fixture = new ApiFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theKillSwitchLetsEverythingThroughUntilItsEnd() {
    empty("tenant-a");

    Answer on = fixture.send("/v1/kill-switch", "PUT", "{" + ORDER + "}");

    assertThat(on.text("/id")).isEqualTo("kill-switch");
    assertThat(decision("tenant-a")).isEqualTo("allowed");
    fixture.time.advanceTo(Micros.of(java.time.Instant.parse("2025-11-24T17:00:00Z")));
    empty("tenant-a");
    assertThat(decision("tenant-a")).isEqualTo("throttled");
  }

  @Test
  void theKillSwitchIsTurnedOffOnce() {
    fixture.send("/v1/kill-switch", "PUT", "{" + ORDER + "}");

    assertThat(fixture.send("/v1/kill-switch", "DELETE", "").status()).isEqualTo(200);
    assertThat(fixture.send("/v1/kill-switch", "DELETE", "").status()).isEqualTo(404);
    empty("tenant-a");
    assertThat(decision("tenant-a")).isEqualTo("throttled");
  }

  @Test
  void anOverrideConcernsItsRulesAndCallersOnly() {
    empty("tenant-a");
    empty("tenant-b");

    Answer added =
        fixture.post(
            "/v1/overrides",
            "{\"phase\":\"off\",\"rules\":[\"burst\"],\"caller\":{\"tenant\":\"tenant-a\"},"
                + ORDER
                + "}");

    assertThat(added.status()).isEqualTo(201);
    assertThat(decision("tenant-a")).isEqualTo("allowed");
    assertThat(decision("tenant-b")).isEqualTo("throttled");
    assertThat(fixture.get("/v1/overrides").text("/overrides/0/owner")).isEqualTo("team-1");
    fixture.send("/v1/overrides/" + added.text("/id"), "DELETE", "");
    assertThat(decision("tenant-a")).isEqualTo("throttled");
  }

  @Test
  void anOverrideOfAnUnknownRuleOrInThePastIs422() {
    Answer unknown =
        fixture.post("/v1/overrides", "{\"phase\":\"off\",\"rules\":[\"brust\"]," + ORDER + "}");
    Answer past =
        fixture.post("/v1/overrides", "{\"phase\":\"off\"," + ORDER.replace("2025", "2024") + "}");

    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.text("/detail")).contains("rule: brust (expected: a rule of the policy)");
    assertThat(past.text("/detail")).contains("expected: after now and within 30 days");
  }

  @Test
  void aResetCounterStartsAnew() {
    empty("tenant-a");

    Answer reset =
        fixture.post(
            "/v1/counters/reset",
            "{\"rule\":\"burst\",\"key\":{\"tenant\":\"tenant-a\"},\"reason\":\"wrong client\"}");

    assertThat(reset.text("/reset")).isEqualTo("true");
    assertThat(decision("tenant-a")).isEqualTo("allowed");
  }

  @Test
  void aResetNeedsAllAttributesOfTheKey() {
    Answer answer =
        fixture.post("/v1/counters/reset", "{\"rule\":\"burst\",\"reason\":\"wrong client\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("/detail")).contains("key: [] (expected: [tenant])");
  }

  @Test
  void theAuditLogSaysWhoDidWhatAndWhy() {
    fixture.send("/v1/kill-switch", "PUT", "{" + ORDER + "}");
    fixture.send("/v1/kill-switch", "DELETE", "");

    Answer audit = fixture.get("/v1/audit");

    assertThat(audit.text("/entries/0/action")).isEqualTo("kill-switch.off");
    assertThat(audit.text("/entries/1/who")).isEqualTo("operator-1");
    assertThat(audit.text("/entries/1/details/reason")).isEqualTo("incident 7");
    assertThat(audit.body()).doesNotContain(ApiFixture.ADMIN_KEY);
  }

  @Test
  void thePolicyIsShownInShort() {
    Answer policy = fixture.get("/v1/policy");

    assertThat(policy.text("/version")).isEqualTo("policy-1");
    assertThat(policy.text("/rules/1/by/0")).isEqualTo("app");
    assertThat(policy.text("/rules/2/phases/0/phase")).isEqualTo("advertise");
    assertThat(policy.text("/gates/0/name")).isEqualTo("licence");
  }

  private void empty(String tenant) {
    for (int i = 0; i < 5; i++) {
      fixture.post("/v1/decide", call(tenant, "app-" + tenant + i));
    }
  }

  private String decision(String tenant) {
    return fixture.post("/v1/check", call(tenant, "app-9")).text("/decision");
  }
}
