package dev.headgate.policy.read;

import dev.headgate.core.settlement.ChargeTable;
import dev.headgate.core.snapshot.Settings;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what holds for all rules together: settings, and what is charged when. */
final class SettingsReader {
  private static final Map<String, ChargeTable.Charge> CHARGES =
      Map.of("nothing", ChargeTable.Charge.NOTHING, "reserved", ChargeTable.Charge.RESERVED);

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
    section.finish();
    return new ChargeTable(charges);
  }

  private long length(@Nullable Value value, long from, long usual) {
    return reading.or(value, written -> reading.scalars().length(written, from), usual);
  }
}
