package dev.headgate.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose ids are whose, and which calls under one id are the same. */
class CallIdTest {
  private static final Operation GET_ISSUE = Operation.of("getIssue", "GET");

  @Test
  void usersWithoutAppAndTenantHaveTheirOwnIds() {
    Caller one = Caller.builder().user("user-1").build();
    Caller two = Caller.builder().user("user-2").build();
    Caller key = Caller.builder().attribute("credential", "user-1").build();

    assertThat(callKey(one, "id")).isNotEqualTo(callKey(two, "id")).isEqualTo(callKey(one, "id"));
    assertThat(callKey(one, "id")).isNotEqualTo(callKey(key, "id"));
  }

  @Test
  void noIdReachesIntoAnotherHome() {
    Caller one = Caller.builder().app(App.of("app")).build();
    Caller two = Caller.builder().app(App.of("app\nx")).build();

    assertThat(callKey(one, "x\nid")).isNotEqualTo(callKey(two, "id"));
    assertThat(callKey(one, "\nxid")).isNotEqualTo(callKey(two, "id"));
  }

  @Test
  void whatARegistrySaysOfACallerMayChangeBeforeARetry() {
    Call before = call(Tenant.of("tenant-a", "free", 10), new App("app-1", "app-1", "basic"));
    Call after = call(Tenant.of("tenant-a", "premium", 11), new App("app-1", "app-1", "high"));

    assertThat(CallId.same(before, after)).isTrue();
  }

  @Test
  void anotherCallIsNotTheSame() {
    Call first = call(Tenant.of("tenant-a", "free", 10), App.of("app-1"));

    assertThat(CallId.same(first, call(Tenant.of("tenant-b", "free", 10), App.of("app-1"))))
        .isFalse();
    assertThat(CallId.same(first, call(Tenant.of("tenant-a", "free", 10), App.of("app-2"))))
        .isFalse();
    assertThat(CallId.same(first, first.with(Map.of("issue", "HG-1")))).isFalse();
    assertThat(CallId.same(first, Call.of(Operation.of("getIssue", "PUT"), first.caller())))
        .isFalse();
  }

  private static Call call(Tenant tenant, App app) {
    return Call.of(GET_ISSUE, Caller.builder().tenant(tenant).app(app).build());
  }

  private static String callKey(Caller caller, String id) {
    String key = CallId.key(Call.of(GET_ISSUE, caller).withId(id));
    assertThat(key).isNotNull();
    return String.valueOf(key);
  }
}
