package dev.headgate.policy.read;

import dev.headgate.core.quota.Review;
import dev.headgate.core.settlement.ChargeTable;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.snapshot.Settings;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what holds for all rules together: settings, what is charged when, and the review. */
final class SettingsReader {
  private static final Map<String, ChargeTable.Charge> CHARGES =
      Map.of("nothing", ChargeTable.Charge.NOTHING, "reserved", ChargeTable.Charge.RESERVED);

  /** A token of RFC 9110, section 5.6.2, without what nobody uses in names. */
  private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  private static final int FIELD_NAME_MAX = 64;
  private static final Pattern DAYS = Pattern.compile("(\\d{1,3}) of (\\d{1,3})");

  private final Reading reading;

  SettingsReader(Reading reading) {
    this.reading = reading;
  }

  Settings settings(@Nullable Value value) {
    Section section = value == null ? null : Section.of(value, reading.problems());
    if (section == null) {
      return Settings.USUAL;
    }
    long life = length(section.take("reservationLife"), 1, Settings.USUAL.reservationLife());
    long late = length(section.take("lateWithin"), 1, Settings.USUAL.lateWithin());
    ChargeTable.Charge expired =
        reading.or(
            section.take("expired"),
            written -> reading.scalars().choice(written, CHARGES),
            ChargeTable.Charge.RESERVED);
    long budget = length(section.take("storeBudget"), 1_000, Settings.STORE_BUDGET);
    section.finish();
    return new Settings(life, late, expired == ChargeTable.Charge.NOTHING, budget);
  }

  ChargeTable charges(@Nullable Value value) {
    Section section = value == null ? null : Section.of(value, reading.problems());
    if (section == null) {
      return ChargeTable.USUAL;
    }
    Map<ChargeTable.Outcome, ChargeTable.Charge> charges = new EnumMap<>(ChargeTable.Outcome.class);
    for (ChargeTable.Outcome outcome : ChargeTable.Outcome.values()) {
      charges.put(
          outcome,
          reading.or(
              section.take(outcome.written()),
              written -> reading.scalars().choice(written, CHARGES),
              outcome.usual()));
    }
    Value named = section.take("costField");
    String costField = named == null ? null : fieldName(named);
    section.finish();
    return new ChargeTable(charges, costField);
  }

  /** The review of a quota that each app has by itself, or null where there is none. */
  @Nullable Review review(@Nullable Value value, Map<String, Rule> rules) {
    Section section = value == null ? null : Section.of(value, reading.problems());
    if (section == null) {
      return null;
    }
    Value of = section.need("of");
    String quota = of == null ? null : reviewed(of, rules);
    Value grants = section.need("grants");
    String tier = grants == null ? null : reading.scalars().name(grants);
    Value share = section.need("above");
    Integer above = share == null ? null : reading.scalars().share(share);
    Value written = section.need("days");
    int[] days = written == null ? null : days(written);
    long tenants =
        reading.or(
            section.take("tenants"),
            least -> reading.scalars().whole(least, 1, Review.TENANTS_MAX),
            1L);
    boolean proactive = reading.or(section.take("proactive"), reading.scalars()::flag, false);
    section.finish();
    return quota == null || tier == null || above == null || days == null
        ? null
        : new Review(quota, tier, above, days[0], days[1], tenants, proactive);
  }

  private @Nullable String reviewed(Value value, Map<String, Rule> rules) {
    String name = reading.scalars().name(value);
    Rule rule = name == null ? null : rules.get(name);
    boolean fits =
        rule != null
            && rule.kind() == Rule.Kind.QUOTA
            && rule.partition().pools().attributes().contains("app");
    if (name != null && !fits) {
      reading
          .problems()
          .expected(value.place(), name, "a quota of this policy that is counted per app");
    }
    return fits ? name : null;
  }

  /** How many days of how many. */
  private int @Nullable [] days(Value value) {
    String text = value instanceof Value.Scalar scalar ? scalar.text() : "";
    Matcher matcher = DAYS.matcher(text);
    if (matcher.matches()) {
      int days = Integer.parseInt(matcher.group(1));
      int of = Integer.parseInt(matcher.group(2));
      if (days >= 1 && days <= of && of <= Review.DAYS_MAX) {
        return new int[] {days, of};
      }
    }
    reading
        .problems()
        .expected(
            value.place(),
            text,
            "n of m days, for example 3 of 30, with m at most " + Review.DAYS_MAX);
    return null;
  }

  private @Nullable String fieldName(Value value) {
    String name = reading.scalars().text(value, FIELD_NAME_MAX);
    if (name != null && !FIELD_NAME.matcher(name).matches()) {
      reading.problems().expected(value.place(), name, "the name of a response field: X-Cost");
      return null;
    }
    return name;
  }

  private long length(@Nullable Value value, long from, long usual) {
    return reading.or(value, written -> reading.scalars().length(written, from), usual);
  }
}
