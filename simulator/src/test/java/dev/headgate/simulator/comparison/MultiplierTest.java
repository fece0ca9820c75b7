package dev.headgate.simulator.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.replay.Arrivals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MultiplierTest {
  private static final long SECOND = 1_000_000;

  /** A call and when it arrived. */
  private record Arrived(LoggedCall call, long at) {
    String app() {
      return String.valueOf(call.call().caller().attribute("app"));
    }
  }

  @Test
  void onceIsTheTrafficAsItIs() throws IOException {
    assertThat(multiplied(1, 1, call("app-1", 5), call("app-2", 5), call("app-1", 9)))
        .extracting(Arrived::at)
        .containsExactly(5 * SECOND, 5 * SECOND, 9 * SECOND);
  }

  @Test
  void everyCallComesAtItsInstantAndAgainInEqualPartsBeforeItsCallerCallsAgain()
      throws IOException {
    List<Arrived> arrived = multiplied(4, 7, call("app-1", 0), call("app-2", 1), call("app-1", 20));

    assertThat(arrived).isSortedAccordingTo((one, two) -> Long.compare(one.at(), two.at()));
    List<Long> first =
        arrived.stream()
            .filter(one -> one.app().equals("app-1") && one.call().stamp() == 0)
            .map(Arrived::at)
            .toList();
    assertThat(first).hasSize(4);
    for (int part = 0; part < 4; part++) {
      assertThat(first.get(part)).isBetween(part * 5L * SECOND, (part + 1) * 5L * SECOND - 1);
    }
    assertThat(first.getFirst()).isZero();
  }

  @Test
  void repetitionsLieAtMostAMinuteBehindTheirCall() throws IOException {
    List<Arrived> arrived = multiplied(10, 3, call("app-1", 0), call("app-1", 3_600));

    assertThat(arrived).hasSize(20);
    assertThat(arrived)
        .allSatisfy(
            one -> assertThat(one.at() - one.call().stamp()).isBetween(0L, 60 * SECOND - 1));
  }

  @Test
  void callersOfWhomNothingIsKnownAreToldApartByTheirAddress() throws IOException {
    List<Arrived> arrived =
        multiplied(2, 1, from("10.0.0.1", 0), from("10.0.0.2", 1), from("10.0.0.1", 40));

    assertThat(arrived.get(1).at()).isEqualTo(SECOND);
    assertThat(arrived.stream().filter(one -> one.call().stamp() == 0).toList().get(1).at())
        .isBetween(20 * SECOND, 40 * SECOND);
  }

  @Test
  void theSameSeedGivesTheSameTraffic() throws IOException {
    LoggedCall[] calls = {call("app-1", 0), call("app-1", 9), call("app-2", 10)};

    List<Long> one = multiplied(3, 5, calls).stream().map(Arrived::at).toList();

    assertThat(multiplied(3, 5, calls)).extracting(Arrived::at).isEqualTo(one);
    assertThat(multiplied(3, 6, calls)).extracting(Arrived::at).isNotEqualTo(one);
  }

  @Test
  void callsAreHandedOnWhileOthersStillCome() throws IOException {
    List<Arrived> arrived = new ArrayList<>();
    Multiplier multiplier = multiplier(2, 1, arrived);

    for (int second = 0; second < 1_000; second++) {
      LoggedCall call = call("app-" + second, second);
      multiplier.arrived(call, call.stamp());
    }

    assertThat(arrived).hasSizeGreaterThan(1_800);
  }

  @Test
  void impossibleMultiplesAreRefused() {
    assertThatThrownBy(() -> multiplier(0, 1, new ArrayList<>()))
        .hasMessage("traffic: 0 (expected: 1 to 1000)");
  }

  private static List<Arrived> multiplied(int times, long seed, LoggedCall... calls)
      throws IOException {
    List<Arrived> arrived = new ArrayList<>();
    Multiplier multiplier = multiplier(times, seed, arrived);
    for (LoggedCall call : calls) {
      multiplier.arrived(call, call.stamp());
    }
    multiplier.finish();
    return arrived;
  }

  private static Multiplier multiplier(int times, long seed, List<Arrived> into) {
    Arrivals arrivals = (call, at) -> into.add(new Arrived(call, at));
    return new Multiplier(times, seed, arrivals);
  }

  private static LoggedCall call(String app, long second) {
    return logged(Caller.builder().app(App.of(app)).build(), Map.of(), second);
  }

  private static LoggedCall from(String address, long second) {
    return logged(Caller.ANONYMOUS, Map.of("address", address), second);
  }

  private static LoggedCall logged(Caller caller, Map<String, String> attributes, long second) {
    Call call = Call.of(Operation.of("read", "GET"), caller).with(attributes);
    LoggedCall.Charge charge = LoggedCall.Charge.AS_TAKEN;
    return new LoggedCall(0, 1, second * SECOND, SECOND, 0, charge, call);
  }
}
