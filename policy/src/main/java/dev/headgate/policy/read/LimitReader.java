package dev.headgate.policy.read;

import dev.headgate.core.limit.Bucket;
import dev.headgate.core.limit.FixedWindow;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.policy.text.Rate;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the arithmetic of a limit: exactly one of its kinds. */
final class LimitReader {
  static final List<String> KINDS = List.of("bucket", "window", "spacing");

  private final Reading reading;
  private final AmountReader amounts;
  private final MeterMaker maker;

  LimitReader(Reading reading, AmountReader amounts) {
    this.reading = reading;
    this.amounts = amounts;
    maker = new MeterMaker(reading);
  }

  /** The arithmetic of a limit; empty with a problem where there is none. */
  List<Metered> read(Section section) {
    List<String> found = KINDS.stream().filter(section::has).toList();
    List<Metered> read = new ArrayList<>();
    for (String kind : KINDS) {
      Value value = section.take(kind);
      if (value instanceof Value.Items several) {
        several.items().forEach(item -> add(read, kind, item, true));
      } else if (value != null) {
        add(read, kind, value, false);
      }
    }
    if (found.size() != 1) {
      reading
          .problems()
          .add(
              section.place(),
              (found.isEmpty() ? "no kind of limit" : String.join(" and ", found))
                  + " (expected: one of "
                  + String.join(", ", KINDS)
                  + ")",
              "several limits on one key are a list, or limits of their own names");
      return List.of();
    }
    return read;
  }

  private void add(List<Metered> read, String kind, Value value, boolean named) {
    if (kind.equals("spacing")) {
      Long micros = reading.scalars().length(value, 1);
      MeterSource source =
          micros == null
              ? null
              : maker.source(value.place(), Amounts.constant(1), one -> Bucket.spacing(micros));
      add(read, value, named ? Rate.suffix(micros == null ? 1 : micros) : "", source);
      return;
    }
    Terms terms = terms(value, kind);
    if (terms == null) {
      return;
    }
    String suffix = named ? Rate.suffix(terms.every()) : "";
    add(
        read,
        value,
        suffix,
        maker.source(value.place(), terms.amounts(), amount -> meter(kind, amount, terms)));
  }

  private static void add(
      List<Metered> read, Value value, String suffix, @Nullable MeterSource source) {
    if (source != null) {
      read.add(new Metered(suffix, source, value.place()));
    }
  }

  private static Meter meter(String kind, long amount, Terms terms) {
    return kind.equals("window")
        ? new FixedWindow(amount, terms.every())
        : new Bucket(terms.capacity() == 0 ? amount : terms.capacity(), amount, terms.every());
  }

  /** An amount per length of time; a capacity of 0 is that of the amount. */
  private record Terms(Amounts amounts, long every, long capacity) {}

  private @Nullable Terms terms(Value value, String kind) {
    if (!(value instanceof Value.Fields fields)) {
      Rate rate = reading.scalars().rate(value, Amounts.AMOUNT_MAX);
      return rate == null ? null : new Terms(Amounts.constant(rate.amount()), rate.every(), 0);
    }
    Section section = new Section(fields, reading.problems());
    Value amount = section.need("amount");
    Amounts read = amount == null ? null : amounts.amounts(amount);
    Value every = section.need("every");
    Long length = every == null ? null : reading.scalars().length(every, 1);
    long capacity = 0;
    if (kind.equals("bucket")) {
      Value written = section.take("capacity");
      capacity =
          reading.or(written, v -> reading.scalars().whole(v, 1, Amounts.AMOUNT_MAX), capacity);
    }
    section.finish();
    return read == null || length == null ? null : new Terms(read, length, capacity);
  }
}
