package dev.headgate.policy.read;

import dev.headgate.core.settlement.ChargeTable;
import dev.headgate.core.snapshot.Settings;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what holds for all rules together: settings, and what is charged when. */
final class SettingsReader {
  private static final Map<String, ChargeTable.Charge> CHARGES =
      Map.of("nothing", ChargeTable.Charge.NOTHING, "reserved", ChargeTable.Charge.RESERVED);

  /** A token of RFC 9110, section 5.6.2, without what nobody uses in names. */
  private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  private static final int FIELD_NAME_MAX = 64;

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
    section.finish();
    return new Settings(life, late, expired == ChargeTable.Charge.NOTHING);
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
