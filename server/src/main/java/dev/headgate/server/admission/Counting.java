package dev.headgate.server.admission;

import dev.headgate.core.counting.CountingPlan;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.pricing.Bound;
import dev.headgate.core.pricing.PriceRule;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.pricing.Work;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.ChargeTable;
import dev.headgate.server.gateway.BodyWatch;
import dev.headgate.server.gateway.Field;
import dev.headgate.server.gateway.GatewaySettings;
import dev.headgate.server.gateway.ResponseHead;
import dev.headgate.server.observe.BodyCounts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what one admitted request really cost in points: from a field of the upstream, from the
 * objects in its bodies, or from how it ended. On the event loop of its connection.
 */
final class Counting implements BodyWatch, AutoCloseable {
  private static final int OK = 200;
  private static final int REDIRECTION = 300;

  private final Rules rules;

  private final Decision.Allowed decision;
  private final CountingKit kit;
  private final @Nullable ObjectCount written;
  private @Nullable ObjectCount returned;
  private boolean wholeOnly;
  private boolean heard;
  private boolean carriedOut;
  private @Nullable Long points;

  /**
   * What the policy of the decision says about it.
   *
   * @param rule price of the operation
   * @param charges when nothing is counted, and the field of the upstream
   * @param dialect how the caller is told
   */
  record Rules(PriceRule rule, ChargeTable charges, Dialect dialect) {
    /** Whether there is anything to find out: a call that fails may cost nothing. */
    boolean settles() {
      return rule.basePoints() > 0
          || !(rule.work() instanceof Work.Once)
          || charges.costField() != null;
    }
  }

  /** Finds it out for a request whose body is packed in that way. */
  Counting(Rules rules, Decision.Allowed decision, Unpacking.Coding coding, CountingKit kit) {
    this.rules = rules;
    this.decision = decision;
    this.kit = kit;
    written =
        rules.rule().work() instanceof Work.Writes writes && isCountedInBody(writes)
            ? new ObjectCount(kit.plan(writes), coding, kit.room())
            : null;
  }

  /** Where ids are listed, the query tells the number. */
  private static boolean isCountedInBody(Work.Writes writes) {
    return writes.bound().form() != Bound.Form.LIST;
  }

  @Override
  public boolean wantsRequest() {
    return written != null;
  }

  @Override
  public void request(byte[] bytes, int from, int to) {
    if (written != null) {
      written.take(bytes, from, to);
    }
  }

  @Override
  public Interest head(ResponseHead head) {
    heard = true;
    Long stated = stated(head);
    ChargeTable.Outcome row = ChargeTable.answered(head.method(), head.status());
    if (row != null) {
      charge(row);
      return Interest.NOTHING;
    }
    carriedOut = head.status() >= OK && head.status() < REDIRECTION;
    if (stated != null) {
      points = stated;
      return Interest.NOTHING;
    }
    if (!carriedOut && !(rules.rule().work() instanceof Work.Once)) {
      points = rules.rule().basePoints();
      return Interest.NOTHING;
    }
    return switch (rules.rule().work()) {
      case Work.Once once -> Interest.NOTHING;
      case Work.Writes writes -> isShort(head) ? Interest.PARTS_BEFORE_HEAD : Interest.NOTHING;
      case Work.Reads reads -> read(reads, head);
    };
  }

  private Interest read(Work.Reads reads, ResponseHead head) {
    if (!head.mayHaveBody() || "0".equals(head.field("Content-Length"))) {
      points = rules.rule().basePoints();
      return Interest.NOTHING;
    }
    Unpacking.Coding coding = Unpacking.Coding.of(head.field("Content-Encoding"));
    CountingPlan plan = kit.plan(reads);
    wholeOnly = plan.wholeOnly();
    returned = new ObjectCount(plan, wholeOnly ? Unpacking.Coding.PLAIN : coding, kit.room());
    return wholeOnly || (isShort(head) && isJson(head))
        ? Interest.PARTS_BEFORE_HEAD
        : Interest.PARTS;
  }

  /** Whether the body can end within what is held. */
  private static boolean isShort(ResponseHead head) {
    String length = head.field("Content-Length");
    if (length == null) {
      return true;
    }
    try {
      return Long.parseLong(length) <= GatewaySettings.Sizes.HELD_BYTES_MAX;
    } catch (NumberFormatException unreadable) {
      return false;
    }
  }

  /** Streams of events are not kept waiting. */
  private static boolean isJson(ResponseHead head) {
    String type = head.field("Content-Type");
    return type != null && type.toLowerCase(java.util.Locale.ROOT).contains("json");
  }

  @Override
  public void response(byte[] bytes, int from, int to) {
    ObjectCount counting = returned;
    if (counting != null) {
      counting.take(bytes, from, to);
      if (wholeOnly) {
        points = rules.rule().cost(counting.numbers());
        kit.counts().ended(BodyCounts.End.COUNTED);
        returned = null;
      }
    }
  }

  /** The points that the upstream states; its field is not for the caller. */
  private @Nullable Long stated(ResponseHead head) {
    String name = rules.charges().costField();
    String value = name == null ? null : head.field(name);
    if (name == null || value == null) {
      return null;
    }
    head.remove(name);
    try {
      long stated = Long.parseLong(value.strip());
      return stated < 0 || stated > Quote.COST_MAX ? null : stated;
    } catch (NumberFormatException unreadable) {
      return null;
    }
  }

  /** The call did not run its usual course: the table of charges says what it costs. */
  void charge(ChargeTable.Outcome row) {
    points = rules.charges().charge(row) == ChargeTable.Charge.NOTHING ? 0 : reserved();
  }

  private long reserved() {
    return decision.reservation().quote().reserve(Quote.POINTS);
  }

  /** The bodies have ended and the call ran its usual course: what it cost. */
  Actual settle() {
    if (points == null && rules.rule().work() instanceof Work.Once) {
      return Actual.AS_RESERVED;
    }
    if (points == null) {
      points = heard && carriedOut ? counted() : rules.rule().basePoints();
    }
    return Actual.points(points);
  }

  private long counted() {
    return switch (rules.rule().work()) {
      case Work.Once once -> reserved();
      case Work.Reads reads -> counted(returned);
      case Work.Writes writes -> written == null ? listed(writes.bound()) : counted(written);
    };
  }

  private long listed(Bound bound) {
    return rules.rule().cost(bound.find(decision.plan().call().query()).objects());
  }

  /** What cannot be counted to its end costs what was reserved, or more if more was counted. */
  private long counted(@Nullable ObjectCount count) {
    if (count == null) {
      return reserved();
    }
    BodyCounts.End end = count.end();
    kit.counts().ended(end);
    long cost = rules.rule().cost(count.numbers());
    return end == BodyCounts.End.COUNTED ? cost : Math.max(reserved(), cost);
  }

  @Override
  public List<Field> fields() {
    Long known = points;
    if (known == null || isSaid(known)) {
      return List.of();
    }
    List<Field> fields = new ArrayList<>(4);
    rules
        .dialect()
        .writeSettled(decision, known, (name, value) -> fields.add(new Field(name, value)));
    return fields;
  }

  /** Whether the fields of the decision said so already. */
  private boolean isSaid(long known) {
    return decision.reservation().quote().isFinal() && known == reserved();
  }

  @Override
  public void close() {
    if (returned != null) {
      returned.close();
    }
    if (written != null) {
      written.close();
    }
  }
}
