package dev.headgate.policy.read;

import dev.headgate.core.quota.Allotment;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.policy.read.QuotaKind.Cycle;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the arithmetic of a quota: an amount in each window of a period. */
final class QuotaReader {
  private static final Pattern ROLLING = Pattern.compile("rolling\\s+(.+)");
  private static final Pattern TOLERANCE = Pattern.compile("(\\d{1,2}) of (\\d{1,2})");
  private static final String OF_TENANT = "tenant";

  private static final Map<String, Cycle> CYCLES =
      Map.of(
          "hour", new Cycle.Hour(),
          "day", new Cycle.Day(),
          "week", new Cycle.Week(),
          "month", new Cycle.Month(),
          "billing month", new Cycle.BillingMonth(),
          "lifetime", new Cycle.Lifetime());

  private final Reading reading;
  private final AmountReader amounts;
  private final MeterMaker maker;

  QuotaReader(Reading reading, AmountReader amounts) {
    this.reading = reading;
    this.amounts = amounts;
    maker = new MeterMaker(reading);
  }

  /** The arithmetic of a quota; empty with a problem where it cannot be read. */
  List<Metered> read(Section section) {
    Value amount = section.need("amount");
    Amounts read = amount == null ? null : amounts.amounts(amount);
    Value every = section.need("every");
    Cycle cycle = every == null ? null : cycle(every);
    Value zone = section.take("zone");
    ZoneId named = zone == null || ofTenant(zone) ? null : zone(zone);
    QuotaKind.Carry carry =
        reading.or(section.take("carryOver"), this::carry, QuotaKind.Carry.NONE);
    QuotaKind.Tolerance tolerance =
        reading.or(section.take("tolerance"), this::tolerance, QuotaKind.Tolerance.NONE);
    Value pool = section.take("pool");
    PoolReader.Shared shared = pool == null ? null : new PoolReader(reading).read(pool);
    if (read == null || cycle == null || amount == null || (pool != null && shared == null)) {
      return List.of();
    }
    ZoneId where = zone == null ? ZoneOffset.UTC : named;
    QuotaKind kind = new QuotaKind(cycle, where, carry, tolerance, shared);
    if (combines(section, kind) || pools(section, kind)) {
      return List.of();
    }
    MeterSource source = maker.source(amount.place(), read, kind);
    Value members = shared == null ? null : shared.members();
    return source == null ? List.of() : List.of(new Metered("", source, amount.place(), members));
  }

  /** Notes what a pool cannot be. */
  private boolean pools(Section section, QuotaKind kind) {
    boolean ends =
        !(kind.cycle() instanceof Cycle.Rolling || kind.cycle() instanceof Cycle.Lifetime);
    boolean more = section.has("carryOver") || section.has("tolerance");
    boolean wrong = kind.shared() != null && (!ends || more || !kind.fixed());
    if (wrong) {
      reading
          .problems()
          .add(
              section.place("pool"),
              "a pool (expected: with hours, days, weeks or months of one zone, without carryOver"
                  + " and tolerance)");
    }
    return wrong;
  }

  /** Notes what does not go together. */
  private boolean combines(Section section, QuotaKind kind) {
    boolean rolls = kind.cycle() instanceof Cycle.Rolling;
    boolean carries = section.has("carryOver") && !kind.carry().equals(QuotaKind.Carry.NONE);
    boolean tolerates = section.has("tolerance");
    String wrong =
        rolls && (carries || tolerates || section.has("zone"))
            ? "rolling (expected: without zone, carryOver and tolerance)"
            : carries && tolerates ? "carryOver and tolerance (expected: one of them)" : "";
    if (!wrong.isEmpty()) {
      reading.problems().add(section.place(rolls ? "every" : "carryOver"), wrong);
    }
    return !wrong.isEmpty();
  }

  private @Nullable Cycle cycle(Value value) {
    Matcher rolling = ROLLING.matcher(value instanceof Value.Scalar text ? text.text() : "");
    if (!rolling.matches()) {
      return reading.scalars().choice(value, CYCLES, "rolling 24h");
    }
    Value length = new Value.Scalar(value.place(), rolling.group(1), Value.Scalar.Style.QUOTED);
    Long micros = reading.scalars().length(length, 1_000_000);
    return micros == null ? null : new Cycle.Rolling(micros);
  }

  private static boolean ofTenant(Value value) {
    return value instanceof Value.Scalar scalar && scalar.text().equals(OF_TENANT);
  }

  private @Nullable ZoneId zone(Value value) {
    String name = reading.scalars().text(value, 60);
    try {
      return name == null ? null : ZoneId.of(name);
    } catch (DateTimeException unknown) {
      reading
          .problems()
          .expected(value.place(), name, "a time zone, for example Europe/Berlin, or tenant");
      return null;
    }
  }

  private QuotaKind.@Nullable Carry carry(Value value) {
    String text = value instanceof Value.Scalar scalar ? scalar.text() : "";
    if (text.equals("none")) {
      return QuotaKind.Carry.NONE;
    }
    if (text.endsWith("%")) {
      Integer share = reading.scalars().share(value);
      return share == null ? null : new QuotaKind.Carry(0, share);
    }
    Long most = reading.scalars().whole(value, 1, Amounts.AMOUNT_MAX);
    return most == null ? null : new QuotaKind.Carry(most, 0);
  }

  private QuotaKind.@Nullable Tolerance tolerance(Value value) {
    String text = value instanceof Value.Scalar scalar ? scalar.text() : "";
    Matcher matcher = TOLERANCE.matcher(text);
    if (matcher.matches()) {
      int exceeded = Integer.parseInt(matcher.group(1));
      int of = Integer.parseInt(matcher.group(2));
      if (exceeded >= 1 && exceeded < of && of <= Allotment.WINDOWS_MAX) {
        return new QuotaKind.Tolerance(exceeded, of);
      }
    }
    reading
        .problems()
        .expected(
            value.place(),
            text,
            "n of m windows, for example 1 of 12, with m at most " + Allotment.WINDOWS_MAX);
    return null;
  }
}
