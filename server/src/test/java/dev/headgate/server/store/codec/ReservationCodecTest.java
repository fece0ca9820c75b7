package dev.headgate.server.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.ManualTime;
import dev.headgate.server.store.Traffic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class ReservationCodecTest {
  private static final int CALLS = 500;
  private static final PolicySnapshot POLICY = Traffic.policy().build();

  private final long seed = Long.getLong("headgate.seed", System.nanoTime());
  private final Traffic traffic = new Traffic(seed);
  private final ManualTime time = new ManualTime(1_700_000_000 * Traffic.SECOND);
  private final MemoryStore store = new MemoryStore();
  private int ids;
  private final Decider decider = new Decider(time, () -> POLICY, store, () -> "r" + ++ids);
  private final ReservationCodec codec = new ReservationCodec(() -> POLICY);

  @Test
  void whatIsReadUnderTheSamePolicyIsWhatWasWritten() {
    List<Reservation> reservations = reservations();

    for (Reservation reservation : reservations) {
      Reservation read = codec.reservation(codec.bytes(reservation));

      assertThat(parts(read)).as("seed %d", seed).isEqualTo(parts(reservation));
    }
    assertThat(reservations).as("seed %d", seed).hasSizeGreaterThan(CALLS / 20);
  }

  @Test
  void whatBecameOfAReservationIsReadWithItsClaims() {
    for (Reservation reservation : reservations()) {
      Settlement settlement = settle(reservation);
      Reservation read = codec.reservation(codec.bytes(reservation));

      assertThat(codec.settlement(codec.bytes(settlement, reservation), read))
          .as("seed %d", seed)
          .isEqualTo(settlement);
    }
  }

  @Test
  void aClaimWhoseRuleIsGoneIsLeftOut() {
    PolicySnapshot fewer = without("burst").build();
    ReservationCodec after = new ReservationCodec(() -> fewer);

    for (Reservation reservation : reservations()) {
      Settlement settlement = settle(reservation);
      Reservation read = after.reservation(codec.bytes(reservation));

      assertThat(read.taken())
          .as("seed %d", seed)
          .extracting(claim -> claim.rule().name())
          .doesNotContain("burst")
          .hasSize(reservation.taken().size() - 1);
      assertThat(after.settlement(codec.bytes(settlement, reservation), read).adjustments())
          .as("seed %d", seed)
          .hasSize(read.taken().size());
    }
  }

  @Test
  void aRuleThatWasRenamedOrChangedInAmountIsFound() {
    Rule.Terms usual = Rule.Terms.USUAL;
    Rule.Terms renamed =
        new Rule.Terms(
            usual.reason(),
            usual.nearShare(),
            usual.discloseFrom(),
            usual.chargeRefused(),
            usual.debtMax(),
            usual.keysMax(),
            List.of("burst"));
    PolicySnapshot changed =
        without("burst")
            .rule(
                Rule.limit("spike", MeterSource.of(new Bucket(7, 7, Traffic.SECOND)))
                    .by("tenant")
                    .terms(renamed))
            .build();
    ReservationCodec after = new ReservationCodec(() -> changed);

    Reservation read = after.reservation(codec.bytes(reservations().getFirst()));

    Claim spike = read.taken().getLast();
    assertThat(spike.rule().name()).isEqualTo("spike");
    assertThat(spike.meter().amount()).isEqualTo(7);
    assertThat(spike.ordinal()).isEqualTo(changed.rules().size() - 1);
  }

  @Test
  void whatIsCutShortOrOfAnotherFormatIsSaidToBe() {
    byte[] bytes = codec.bytes(reservations().getFirst());
    byte[] newer = bytes.clone();
    newer[0] = 2;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.reservation(newer))
        .withMessage("reservation: format 2 (expected: 1)");
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatIllegalArgumentException().isThrownBy(() -> codec.reservation(cut));
    }
  }

  private List<Reservation> reservations() {
    List<Reservation> reservations = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      time.advance(traffic.random().nextInt(200_000));
      if (decider.decideNow(traffic.call()) instanceof Decision.Allowed allowed) {
        reservations.add(allowed.reservation());
      }
    }
    return reservations;
  }

  private Settlement settle(Reservation reservation) {
    Immediate<Settlement> answer = new Immediate<>();
    store.settle(reservation, traffic.actual(), time.micros(), answer);
    return answer.get();
  }

  private static PolicySnapshot.Builder without(String name) {
    PolicySnapshot.Builder builder = PolicySnapshot.builder("changed");
    POLICY.rules().stream().filter(rule -> !rule.name().equals(name)).forEach(builder::rule);
    return builder;
  }

  /** All that a reservation is made of; its plan has no equality of its own. */
  private static List<Object> parts(Reservation reservation) {
    return Arrays.asList(
        reservation.id(),
        reservation.serial(),
        reservation.at(),
        reservation.expiresAt(),
        reservation.taken(),
        reservation.call(),
        reservation.quote(),
        reservation.plan().matched().claims(),
        reservation.plan().now(),
        reservation.plan().reservationId());
  }
}
