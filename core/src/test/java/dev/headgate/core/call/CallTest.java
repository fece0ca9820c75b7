package dev.headgate.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.identity.Caller;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {
  private static final Operation GET_ISSUE = Operation.of("getIssue", "GET");

  @ParameterizedTest
  @ValueSource(strings = {"tenant", "app", "copy", "plan", "user", "credential", "licence"})
  void aCallCannotSayWhoCalls(String name) {
    Call call = Call.of(GET_ISSUE, Caller.ANONYMOUS).with(Map.of(name, "another"));

    assertThat(call.attribute(name)).isNull();
  }

  @Test
  void theCallerSaysWhoCallsWhateverTheCallSays() {
    Caller caller = Caller.builder().user("user-17").build();
    Call call = Call.of(GET_ISSUE, caller).with(Map.of("user", "user-18", "issue", "HG-1"));

    assertThat(call.attribute("user")).isEqualTo("user-17");
    assertThat(call.attribute("issue")).isEqualTo("HG-1");
  }
}
