package dev.headgate.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.ChargeTable;
import dev.headgate.core.settlement.ChargeTable.Charge;
import dev.headgate.server.gateway.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is charged when, by the defaults of the table. */
class ChargesTest {
  private static Actual usual(Outcome outcome) {
    return Charges.actual(ChargeTable.USUAL, outcome);
  }

  private static Outcome answered(String method, int status) {
    return new Outcome.Answered(method, status, 0, 0);
  }

  @Test
  void whatRanItsUsualCourseCostsWhatWasReserved() {
    assertThat(usual(answered("GET", 200))).isEqualTo(Actual.AS_RESERVED);
    assertThat(usual(answered("POST", 404))).isEqualTo(Actual.AS_RESERVED);
    assertThat(usual(answered("GET", 101))).isEqualTo(Actual.AS_RESERVED);
    assertThat(usual(answered("GET", 304))).isEqualTo(Actual.AS_RESERVED);
    assertThat(usual(answered("HEAD", 200))).isEqualTo(Actual.AS_RESERVED);
  }

  @Test
  void whatTheProviderFailedToDoCostsNothing() {
    assertThat(usual(new Outcome.NotSent())).isEqualTo(Actual.NOTHING);
    assertThat(usual(answered("GET", 503))).isEqualTo(Actual.NOTHING);
    assertThat(usual(answered("HEAD", 500))).isEqualTo(Actual.NOTHING);
    assertThat(usual(new Outcome.UpstreamFailed())).isEqualTo(Actual.NOTHING);
    assertThat(usual(answered("OPTIONS", 204))).isEqualTo(Actual.NOTHING);
  }

  @Test
  void workThatMayHaveBeenDoneIsCharged() {
    assertThat(usual(new Outcome.UpstreamTimedOut())).isEqualTo(Actual.AS_RESERVED);
    assertThat(usual(new Outcome.ClientGone(true))).isEqualTo(Actual.AS_RESERVED);
    assertThat(usual(new Outcome.Cut(true))).isEqualTo(Actual.AS_RESERVED);
    assertThat(usual(new Outcome.ClientGone(false))).isEqualTo(Actual.NOTHING);
    assertThat(usual(new Outcome.Cut(false))).isEqualTo(Actual.NOTHING);
  }

  @Test
  void thePolicyMaySayOtherwise() {
    ChargeTable strict = new ChargeTable(Map.of(ChargeTable.Outcome.SERVER_ERROR, Charge.RESERVED));

    assertThat(Charges.actual(strict, answered("GET", 500))).isEqualTo(Actual.AS_RESERVED);
  }
}
