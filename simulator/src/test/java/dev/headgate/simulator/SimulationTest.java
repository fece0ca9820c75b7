package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.report.JsonReport;
import dev.headgate.simulator.report.Names;
import dev.headgate.simulator.report.TextReport;
import dev.headgate.simulator.traffic.InputFile;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SimulationTest extends Replays {
  @Test
  void aLogOfUsualNamesNeedsNoMapping() throws Exception {
    Ran ran = run(policy(TEN_A_SECOND), null, logs(CALLS));

    assertThat(ran.verdicts())
        .containsExactly(
            "2,1772442000000000,tenant-a,,other,1,allowed,,",
            "3,1772442001000000,tenant-a,,other,1,allowed,,",
            "4,1772442002000000,tenant-b,,other,1,allowed,,",
            "5,1772442003000000,tenant-a,,other,1,throttled,rate,",
            "6,1772442060000000,tenant-a,,other,1,allowed,,");
    assertThat(ran.result().decided()).isEqualTo(5);
    assertThat(ran.result().refused()).isEqualTo(1);
    assertThat(ran.report().gaps()).isEmpty();
  }

  @Test
  void theLongestOutageEndsWithTheNextCallThatIsAllowed() throws Exception {
    Ran ran = run(policy(TEN_A_SECOND), null, logs(CALLS));

    var tenant = Objects.requireNonNull(ran.simulation().tally().tenants().all().get("tenant-a"));

    assertThat(tenant.longestOutage()).isEqualTo(57_000_000);
    assertThat(tenant.longestOutageFrom()).isEqualTo(1_772_442_003_000_000L);
    assertThat(tenant.refusedInHour(9)).isEqualTo(1);
    assertThat(tenant.calls()).isEqualTo(4);
  }

  @Test
  void filesAreMergedByTimeWhateverTheirOrder() throws Exception {
    String first = "time,path,tenant\n2026-03-02T09:00:00Z,/a,t\n2026-03-02T09:00:05Z,/a,t\n";
    String second = "time,path,tenant\n2026-03-02T09:00:03Z,/a,t\n2026-03-02T08:59:59Z,/a,t\n";

    Ran ran = run(policy(TEN_A_SECOND), null, logs(first, second));

    assertThat(ran.verdicts())
        .extracting(line -> line.split(",", -1)[1])
        .containsExactly(
            "1772441999000000", "1772442000000000", "1772442003000000", "1772442005000000");
    assertThat(ran.result().reading().outOfOrder()).isEqualTo(1);
    assertThat(ran.result().reading().behindMicros()).isEqualTo(4_000_000);
  }

  @Test
  void equalStampsAreSpreadEvenlyAndTheReportShowsWhatOtherSpreadsGive() throws Exception {
    String bucket = "limits: { rate: { bucket: { amount: 2, every: 1s, capacity: 1 } } }\n";
    String calls =
        "time,path\n" + "2026-03-02T09:00:00Z,/a\n".repeat(2) + "2026-03-02T09:00:01Z,/a\n";

    Ran ran = run(policy(bucket), null, logs(calls));

    assertThat(ran.verdicts())
        .extracting(line -> line.split(",", -1)[1] + line.split(",", -1)[6])
        .containsExactly(
            "1772442000000000allowed", "1772442000500000allowed", "1772442001000000allowed");
    assertThat(TextReport.of(ran.report()))
        .contains("even 0 refused")
        .contains("stacked 1 refused");
  }

  @Test
  void aLimitThatTheLogCannotDecideIsNotDecidableAndNeverZero() throws Exception {
    String policy =
        """
        limits:
          running: { concurrent: 1, per: tenant }
          each: { window: 1 per minute, per: app }
          all: { window: 100 per minute }
        """;

    Ran ran = run(policy(policy), null, logs(CALLS));

    assertThat(ran.result().undecided())
        .extracting(one -> one.rule() + ": " + one.why())
        .containsExactly(
            "running: it counts calls that run at once, and the mapping names no duration",
            "each: it is per app, which the mapping does not name");
    assertThat(ran.simulation().tally().rules()).hasSize(1);
    assertThat(TextReport.of(ran.report())).contains("not decidable: running");
  }

  @Test
  void withDurationsACallHoldsItsPermitUntilItEnded() throws Exception {
    Mapping mapping =
        mapping(
            """
            time: { column: end, means: end }
            call:
              operation: { value: read }
              duration: { column: ms, unit: ms }
            caller: { tenant: who }
            """);
    String calls =
        """
        end,ms,who
        2026-03-02T09:00:02.000Z,2000,tenant-a
        2026-03-02T09:00:02.000Z,500,tenant-a
        2026-03-02T09:00:02.500Z,500,tenant-a
        """;

    Ran ran =
        run(policy("limits: { running: { concurrent: 1, per: tenant } }\n"), mapping, logs(calls));

    assertThat(ran.verdicts())
        .extracting(line -> line.split(",", -1)[0] + line.split(",", -1)[6])
        .containsExactly("2allowed", "3throttled", "4allowed");
  }

  @Test
  void costsComeFromColumnsAndUnknownOnesAreTheBaseAndCounted() throws Exception {
    Mapping mapping =
        mapping(
            """
            time: time
            call: { path: path, method: { value: GET } }
            caller: { tenant: tenant }
            cost: { points: { column: bytes, per: 1000 } }
            """);
    String calls =
        """
        time,path,tenant,bytes
        2026-03-02T09:00:00Z,/a,tenant-a,2500
        2026-03-02T09:00:01Z,/a,tenant-a,-
        """;

    Ran ran =
        run(policy("operations: { read: { on: \"GET /a\", price: 4 } }\n"), mapping, logs(calls));

    assertThat(ran.verdicts()).extracting(line -> line.split(",", -1)[5]).containsExactly("3", "4");
    assertThat(ran.result().reading().unknownCosts()).isEqualTo(1);
    assertThat(TextReport.of(ran.report())).contains("50.00% of the calls have no known cost");
  }

  @Test
  void loggedRefusalsAndTheirRepeatsCanBeLeftOut() throws Exception {
    Mapping mapping =
        mapping(
            """
            time: time
            call: { path: path, method: { value: GET }, status: status }
            logged429: drop
            repeats: { dropWithin: 10s }
            """);
    String calls =
        """
        time,path,status
        2026-03-02T09:00:00Z,/a,429
        2026-03-02T09:00:05Z,/a,200
        2026-03-02T09:00:06Z,/a,200
        2026-03-02T09:00:07Z,/b,429
        2026-03-02T09:00:20Z,/b,200
        """;

    Ran ran = run(policy("limits: { all: { window: 9 per minute } }\n"), mapping, logs(calls));

    assertThat(ran.verdicts()).extracting(line -> line.split(",", -1)[0]).containsExactly("4", "6");
    assertThat(ran.result().reading().leftOut()).isEqualTo(3);
  }

  @Test
  void callsThatTheServerFailedCostNothingInTheEndAsTheTableOfChargesSays() throws Exception {
    String calls =
        """
        time,path,tenant,status
        2026-03-02T09:00:00Z,/a,tenant-a,500
        2026-03-02T09:00:01Z,/a,tenant-a,200
        2026-03-02T09:00:02Z,/a,tenant-a,200
        2026-03-02T09:00:03Z,/a,tenant-a,200
        """;

    Ran ran = run(policy(TEN_A_SECOND), null, logs(calls));

    assertThat(ran.verdicts())
        .extracting(line -> line.split(",", -1)[6])
        .containsExactly("allowed", "allowed", "allowed", "throttled");
  }

  @Test
  void theSameInputGivesTheSameBytes() throws Exception {
    List<InputFile> files = logs(CALLS);

    Ran one = run(policy(TEN_A_SECOND), null, files);
    Ran two = run(policy(TEN_A_SECOND), null, files);

    assertThat(two.list()).isEqualTo(one.list());
    assertThat(JsonReport.of(two.report())).isEqualTo(JsonReport.of(one.report()));
    assertThat(TextReport.of(two.report())).isEqualTo(TextReport.of(one.report()));
  }

  @Test
  void valuesOfQueriesAndPseudonymisedNamesAreNowhere() throws Exception {
    String calls =
        "time,path,tenant,secret\n"
            + "2026-03-02T09:00:00Z,/a?token=hidden,tenant-a,unmapped\n".repeat(3);
    Names names = Names.pseudonyms(new byte[Names.KEY_MIN]);

    Ran ran = run(policy(TEN_A_SECOND), null, logs(calls), names);

    String all = ran.list() + JsonReport.of(ran.report()) + TextReport.of(ran.report());
    assertThat(all).doesNotContain("hidden", "tenant-a", "unmapped").contains("p-");
  }
}
