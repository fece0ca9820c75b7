package dev.headgate.core.reply;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.pricing.Quote;
import dev.headgate.headers.CostKind;
import dev.headgate.headers.structured.Item;
import dev.headgate.headers.structured.SfString;
import dev.headgate.headers.structured.StructuredFields;
import org.jspecify.annotations.Nullable;

/**
 * {@code Headgate-Cost}: what the call costs in points, where no other field says so, and the id
 * under which the real cost can be asked for, where it is not known yet. An Integer of RFC 9651
 * with the parameters {@code kind} and {@code reservation}.
 *
 * <pre>{@code Headgate-Cost: 51;kind=reserved;reservation="p1Zr0"}</pre>
 */
record CostPart() implements Part {
  @Override
  public void write(Decision decision, Scratch scratch, FieldSink sink) {
    scratch.turnTo(decision.plan().snapshot());
    if (!scratch.pricing()) {
      return;
    }
    boolean settled = scratch.settled != Scratch.UNSETTLED;
    Quote quote = decision.plan().matched().quote();
    boolean known = settled || quote.isFinal();
    String reservation = known ? null : reservation(decision);
    if (scratch.costSaid && reservation == null) {
      return;
    }
    long points = settled ? scratch.settled : quote.reserve(Quote.POINTS);
    CostKind kind = known ? CostKind.FINAL : CostKind.RESERVED;
    String value = points + ";kind=" + kind.token();
    sink.field("Headgate-Cost", reservation == null ? value : value + parameter(reservation));
  }

  private static @Nullable String reservation(Decision decision) {
    return decision instanceof Decision.Allowed allowed ? allowed.reservation().id() : null;
  }

  private static String parameter(String id) {
    return ";reservation=" + StructuredFields.serialize(Item.of(new SfString(id)));
  }
}
