package dev.headgate.simulator.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.simulator.mapping.LoggedCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir Path folder;

  @Test
  void callsComeBackInTheirOrderAsOftenAsWanted() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    List<LoggedCall> calls = new ArrayList<>();
    long at = 1_772_442_000_000_000L;
    try (Spool spool = Spool.in(folder)) {
      for (int i = 0; i < 100_000; i++) {
        at += random.nextInt(3) == 0 ? 0 : random.nextLong(5_000_000);
        LoggedCall call = call(random, at);
        calls.add(call);
        spool.arrived(call, at);
      }
      spool.finish();

      assertThat(spool.calls()).isEqualTo(calls.size());
      assertThat(read(spool)).isEqualTo(calls);
      assertThat(read(spool)).isEqualTo(calls);
    }
  }

  /** More than twice as many callers and texts as a table has places. */
  @Test
  void whatTakesThePlaceOfSomethingElseIsToldAgain() throws IOException {
    List<LoggedCall> calls = new ArrayList<>();
    try (Spool spool = Spool.in(folder)) {
      for (int i = 0; i < 400_000; i++) {
        Caller caller = Caller.builder().app(App.of("app-" + i % 150_000)).build();
        LoggedCall call = logged(Call.of(Operation.of("read", "GET"), caller), i);
        calls.add(call);
        spool.arrived(call, i);
      }
      spool.finish();

      assertThat(read(spool)).isEqualTo(calls);
    }
  }

  @Test
  void aCallTakesAFewBytesAndTheFileHasNoName() throws IOException {
    try (Spool spool = Spool.in(folder)) {
      for (int i = 0; i < 50_000; i++) {
        Caller caller = Caller.builder().app(App.of("app-" + i % 100)).build();
        Call call = Call.of(Operation.of("read", "GET"), caller);
        spool.arrived(logged(call.with(Map.of("issue", "issue-" + i % 1_000)), i * 10L), i * 10L);
      }
      spool.finish();

      assertThat(spool.bytes()).isLessThan(20L * 50_000);
      try (var files = Files.list(folder)) {
        assertThat(files).isEmpty();
      }
    }
  }

  @Test
  void longTextsAndOtherAlphabetsAreKept() throws IOException {
    String text = "größe-日本-".repeat(20_000);
    Call call =
        Call.of(Operation.of("read", "GET"), Caller.ANONYMOUS)
            .with(Map.of("a", text, "b", "ü"))
            .withQuery(text);
    try (Spool spool = Spool.in(folder)) {
      spool.arrived(logged(call, 5), 5);
      spool.arrived(logged(call, 5), 5);
      spool.finish();

      assertThat(read(spool)).isEqualTo(List.of(logged(call, 5), logged(call, 5)));
    }
  }

  @Test
  void whoeverStopsAReadingGetsNoMore() throws IOException {
    try (Spool spool = Spool.in(folder)) {
      spool.arrived(logged(Call.of(Operation.of("read", "GET"), Caller.ANONYMOUS), 1), 1);
      spool.finish();

      assertThat(spool.each((call, at) -> {}, () -> true)).isFalse();
      assertThat(spool.each((call, at) -> {}, () -> false)).isTrue();
    }
  }

  private static List<LoggedCall> read(Spool spool) throws IOException {
    List<LoggedCall> calls = new ArrayList<>();
    assertThat(spool.each((call, at) -> calls.add(call), () -> false)).isTrue();
    return calls;
  }

  private static LoggedCall call(SplittableRandom random, long at) {
    Caller.Builder caller = Caller.builder();
    if (random.nextInt(4) > 0) {
      ZoneId zone = ZoneId.of(random.nextBoolean() ? "UTC" : "Europe/Berlin");
      String id = "tenant-" + random.nextInt(300);
      caller.tenant(new Tenant(id, random.nextBoolean() ? "" : "plan", 7, zone, 3));
    }
    if (random.nextInt(4) > 0) {
      caller.app(new App("app-" + random.nextInt(900), "cluster", ""));
    }
    if (random.nextBoolean()) {
      caller.user("user-" + random.nextInt(5_000)).attribute("licence", "float");
    }
    Map<String, String> attributes = new HashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      attributes.put("name-" + i, "value-" + random.nextInt(1 << random.nextInt(20)));
    }
    Map<String, Long> costs = new HashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      costs.put("unit-" + i, random.nextLong(Call.COST_MAX + 1));
    }
    Operation operation = new Operation("operation-" + random.nextInt(50), "GET", "product");
    String query = random.nextInt(5) == 0 ? "limit=" + random.nextInt() : "";
    Call call = new Call(operation, caller.build(), query, attributes, costs, null, false);
    boolean free = random.nextInt(9) == 0;
    LoggedCall.Charge charge = free ? LoggedCall.Charge.NOTHING : LoggedCall.Charge.AS_TAKEN;
    return new LoggedCall(0, 0, at, 0, random.nextLong(1L << random.nextInt(50)), charge, call);
  }

  private static LoggedCall logged(Call call, long at) {
    return new LoggedCall(0, 0, at, 0, 0, LoggedCall.Charge.AS_TAKEN, call);
  }
}
