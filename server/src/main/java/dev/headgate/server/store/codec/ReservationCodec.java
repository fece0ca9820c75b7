package dev.headgate.server.store.codec;

import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.Settlement.Adjustment;
import dev.headgate.core.settlement.Settlement.Outcome;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.Matched;
import dev.headgate.core.snapshot.PolicySnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reservations, what their calls cost and what became of them, as bytes and back. What is read is a
 * reservation under the policy in force: its claims find their rules by the names of their
 * counters, those whose rule is gone are left out, and their amounts are those of now. Safe for all
 * threads.
 */
public final class ReservationCodec {
  private static final int FORMAT = 1;

  private final Supplier<PolicySnapshot> inForce;

  /** The names of the snapshot met last; another thread's is as good. */
  private volatile @Nullable RuleNames latest;

  /** Reads under the snapshot that is in force at each reading. */
  public ReservationCodec(Supplier<PolicySnapshot> inForce) {
    this.inForce = inForce;
  }

  /** The bytes of a reservation. */
  public byte[] bytes(Reservation reservation) {
    Plan plan = reservation.plan();
    RuleNames names = names(plan.snapshot());
    ByteWriter out = new ByteWriter().octet(FORMAT);
    out.optional(reservation.id()).number(reservation.serial());
    out.number(reservation.at()).number(reservation.expiresAt());
    out.optional(plan.reservationId()).number(plan.now());
    CallBytes.write(out, plan.call());
    write(out, plan.matched().quote());
    List<Claim> planned = plan.matched().claims();
    ClaimBytes.write(out, names, planned);
    boolean asPlanned = planned.equals(reservation.taken());
    out.flag(asPlanned);
    if (!asPlanned) {
      ClaimBytes.write(out, names, reservation.taken());
    }
    return out.bytes();
  }

  /**
   * The reservation of such bytes, under the policy in force.
   *
   * @throws IllegalArgumentException where they are of another format or damaged
   */
  public Reservation reservation(byte[] bytes) {
    return reservation(bytes, place -> true);
  }

  /**
   * The same, where bytes were written before it was known which claims would be taken.
   *
   * @param kept whether the claim at a place of what was planned was taken
   * @throws IllegalArgumentException where they are of another format or damaged
   */
  public Reservation reservation(byte[] bytes, IntPredicate kept) {
    RuleNames names = names(inForce.get());
    ByteReader in = new ByteReader(bytes).format("reservation", FORMAT);
    String id = in.optional();
    long serial = in.number();
    long at = in.number();
    long expiresAt = in.number();
    String reservationId = in.optional();
    long now = in.number();
    Call call = CallBytes.read(in);
    Quote quote = read(in, names.snapshot(), call);
    List<@Nullable Claim> written = ClaimBytes.readAll(in, names, call);
    List<Claim> planned = ClaimBytes.inOrder(written);
    List<Claim> taken = in.flag() ? kept(written, kept) : ClaimBytes.read(in, names, call);
    Matched matched = new Matched(quote, planned, null);
    Plan plan = new Plan(names.snapshot(), call, matched, now, reservationId);
    return new Reservation(id, serial, plan, taken, at, expiresAt);
  }

  private static List<Claim> kept(List<@Nullable Claim> written, IntPredicate kept) {
    List<@Nullable Claim> taken = new ArrayList<>(written);
    for (int i = 0; i < taken.size(); i++) {
      taken.set(i, kept.test(i) ? taken.get(i) : null);
    }
    return ClaimBytes.inOrder(taken);
  }

  /**
   * The bytes of a settlement.
   *
   * @param of the reservation whose claims it is about
   */
  public byte[] bytes(Settlement settlement, Reservation of) {
    RuleNames names = names(of.plan().snapshot());
    ByteWriter out = new ByteWriter().octet(FORMAT).octet(number(settlement.outcome()));
    out.each(settlement.adjustments(), (each, one) -> write(each, names, one));
    return out.bytes();
  }

  /**
   * The settlement of such bytes.
   *
   * @param of the reservation whose claims it is about, as it was read; what became of a claim that
   *     it does not have any more is left out
   * @throws IllegalArgumentException where they are of another format or damaged
   */
  public Settlement settlement(byte[] bytes, Reservation of) {
    RuleNames names = names(of.plan().snapshot());
    ByteReader in = new ByteReader(bytes).format("settlement", FORMAT);
    Outcome outcome = outcome(in.octet());
    List<Adjustment> adjustments =
        in.each(each -> read(each, names, of)).stream().filter(Objects::nonNull).toList();
    return new Settlement(outcome, adjustments);
  }

  /** The bytes of what a call cost. */
  public static byte[] bytes(Actual actual) {
    return new ByteWriter().octet(FORMAT).flag(actual.nothing()).numbers(actual.costs()).bytes();
  }

  /**
   * What a call cost, of such bytes.
   *
   * @throws IllegalArgumentException where they are of another format or damaged
   */
  public static Actual actual(byte[] bytes) {
    ByteReader in = new ByteReader(bytes).format("cost", FORMAT);
    boolean nothing = in.flag();
    return new Actual(in.numbers(), nothing);
  }

  private static void write(ByteWriter out, RuleNames names, Adjustment one) {
    out.block(names.name(one.claim().ordinal())).block(one.claim().key().bytes());
    out.number(one.actual()).number(one.charged()).number(one.refunded()).number(one.unpaid());
  }

  private static @Nullable Adjustment read(ByteReader in, RuleNames names, Reservation of) {
    Integer ordinal = names.ordinal(in.block());
    Key key = Key.read(in.block());
    long actual = in.number();
    long charged = in.number();
    long refunded = in.number();
    long unpaid = in.number();
    for (Claim claim : of.taken()) {
      if (ordinal != null && claim.ordinal() == ordinal && claim.key().equals(key)) {
        return new Adjustment(claim, actual, charged, refunded, unpaid);
      }
    }
    return null;
  }

  private static void write(ByteWriter out, Quote quote) {
    out.numbers(quote.reserve()).numbers(quote.minimum()).flag(quote.isFinal());
  }

  /** The arithmetic of a quote is not kept: where the policy still quotes the same, it is had. */
  private static Quote read(ByteReader in, PolicySnapshot snapshot, Call call) {
    Map<String, Long> reserve = in.numbers();
    Map<String, Long> minimum = in.numbers();
    Quote kept = new Quote(reserve, minimum, in.flag(), null);
    Quote anew = snapshot.quote(call);
    boolean same = kept.equals(new Quote(anew.reserve(), anew.minimum(), anew.isFinal(), null));
    return same ? anew : kept;
  }

  private static int number(Outcome outcome) {
    return switch (outcome) {
      case SETTLED -> 1;
      case EXPIRED -> 2;
      case CORRECTED_LATE -> 3;
      case RECORDED_LATE -> 4;
      case UNKNOWN -> 5;
    };
  }

  private static Outcome outcome(int number) {
    return switch (number) {
      case 1 -> Outcome.SETTLED;
      case 2 -> Outcome.EXPIRED;
      case 3 -> Outcome.CORRECTED_LATE;
      case 4 -> Outcome.RECORDED_LATE;
      case 5 -> Outcome.UNKNOWN;
      default -> throw new IllegalArgumentException("outcome: " + number + " (expected: 1 to 5)");
    };
  }

  @SuppressWarnings("ReferenceEquality") // another snapshot is another one, even if it is equal
  private RuleNames names(PolicySnapshot snapshot) {
    RuleNames known = latest;
    if (known == null || known.snapshot() != snapshot) {
      known = new RuleNames(snapshot);
      latest = known;
    }
    return known;
  }
}
