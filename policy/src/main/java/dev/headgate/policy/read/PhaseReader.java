package dev.headgate.policy.read;

import dev.headgate.core.snapshot.Condition;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.snapshot.PhaseSchedule;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads phases: one word for always, or a list of steps. */
final class PhaseReader {
  private static final int EVERYBODY = 10_000;

  private static final Map<String, Phase> PHASES =
      Map.of(
          "off", Phase.OFF,
          "observe", Phase.OBSERVE,
          "advertise", Phase.ADVERTISE,
          "enforce", Phase.ENFORCE);

  private final Reading reading;
  private final ConditionReader conditions;

  PhaseReader(Reading reading, ConditionReader conditions) {
    this.reading = reading;
    this.conditions = conditions;
  }

  PhaseSchedule schedule(@Nullable Value value) {
    if (value == null) {
      return PhaseSchedule.ENFORCED;
    }
    if (!(value instanceof Value.Items)) {
      Phase phase = reading.scalars().choice(value, PHASES);
      return PhaseSchedule.always(phase == null ? Phase.ENFORCE : phase);
    }
    List<PhaseSchedule.Step> steps = reading.each(value, this::step);
    return steps.isEmpty() ? PhaseSchedule.ENFORCED : new PhaseSchedule(steps);
  }

  private PhaseSchedule.@Nullable Step step(Value value) {
    Section section = Section.of(value, reading.problems());
    if (section == null) {
      return null;
    }
    Value from = section.take("from");
    Long instant = from == null ? Long.valueOf(0) : reading.scalars().instant(from);
    Value named = section.need("phase");
    Phase phase = named == null ? null : reading.scalars().choice(named, PHASES);
    int share = reading.or(section.take("share"), reading.scalars()::share, EVERYBODY);
    Condition cohort = conditions.fixed(section.take("cohort"), true);
    section.finish();
    return instant == null || phase == null
        ? null
        : new PhaseSchedule.Step(instant, phase, share, cohort);
  }
}
