package dev.headgate.policy.read;

import dev.headgate.core.limit.SlidingSlices;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.policy.text.Rate;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the arithmetic of a limit: exactly one of its kinds. */
final class LimitReader {
  static final List<String> KINDS =
      List.of("bucket", "window", "sliding", "concurrent", "spacing", "each");

  /** What only a limit that counts can say. */
  private static final List<String> OF_COUNTS =
      List.of(
          "per",
          "missing",
          "nearLimit",
          "discloseFrom",
          "chargeRefused",
          "debtMax",
          "keysMax",
          "was",
          "accuracy",
          "outage",
          "onLoss");

  /** How often a bucket may hold the amount of its rate. */
  private static final long TIMES_MAX = 1_000_000;

  private final Reading reading;
  private final AmountReader amounts;
  private final MeterMaker maker;

  LimitReader(Reading reading, AmountReader amounts) {
    this.reading = reading;
    this.amounts = amounts;
    maker = new MeterMaker(reading);
  }

  /** What one value says: amounts, the rest of its kind, and the length by which it is named. */
  private record Terms(Amounts amounts, LimitKind kind, long every) {}

  /** The arithmetic of a limit; empty with a problem where there is none. */
  List<Metered> read(Section section) {
    List<String> found = KINDS.stream().filter(section::has).toList();
    List<Metered> read = new ArrayList<>();
    for (String kind : KINDS) {
      Value value = section.take(kind);
      if (value != null && kind.equals("each")) {
        countless(section);
        add(read, kind, value, false);
      } else if (value instanceof Value.Items) {
        reading.items(value).forEach(item -> add(read, kind, item, true));
      } else if (value != null) {
        add(read, kind, value, false);
      }
    }
    if (found.size() == 1) {
      return read;
    }
    reading
        .problems()
        .add(
            section.place(),
            (found.isEmpty() ? "no kind of limit" : String.join(" and ", found))
                + " (expected: one of "
                + String.join(", ", KINDS)
                + ")",
            "several windows on one key are a list; other limits get names of their own");
    return List.of();
  }

  private void add(List<Metered> read, String kind, Value value, boolean named) {
    Terms terms =
        switch (kind) {
          case "each" -> each(value);
          case "spacing" -> spacing(value);
          case "concurrent" -> concurrent(value);
          default -> rate(value, kind);
        };
    MeterSource source =
        terms == null ? null : maker.source(value.place(), terms.amounts(), terms.kind()::meter);
    if (terms != null && source != null) {
      read.add(new Metered(named ? Rate.suffix(terms.every()) : "", source, value.place()));
    }
  }

  /** Notes what has no meaning where nothing is counted. */
  private void countless(Section section) {
    for (String key : OF_COUNTS) {
      if (section.has(key)) {
        reading
            .problems()
            .add(
                section.place(key),
                key + " (expected: not with each, which counts nothing)",
                "each looks at one call alone, whoever makes it");
      }
    }
  }

  private @Nullable Terms each(Value value) {
    Amounts most = amounts.amounts(value);
    return most == null ? null : new Terms(most, new LimitKind.Each(), 0);
  }

  private @Nullable Terms spacing(Value value) {
    Long micros = reading.scalars().length(value, 1);
    return micros == null
        ? null
        : new Terms(Amounts.constant(1), new LimitKind.Spacing(micros), micros);
  }

  private @Nullable Terms concurrent(Value value) {
    if (!(value instanceof Value.Fields fields)) {
      Amounts permits = amounts.amounts(value);
      LimitKind kind = new LimitKind.Concurrent(LimitKind.Concurrent.USUAL_LEASE, 0);
      return permits == null ? null : new Terms(permits, kind, 0);
    }
    Section section = new Section(fields, reading.problems());
    Value amount = section.need("amount");
    Amounts permits = amount == null ? null : amounts.amounts(amount);
    long lease = length(section.take("lease"), LimitKind.Concurrent.USUAL_LEASE);
    long olderThan = length(section.take("olderThan"), 0);
    section.finish();
    return permits == null
        ? null
        : new Terms(permits, new LimitKind.Concurrent(lease, olderThan), olderThan);
  }

  private @Nullable Terms rate(Value value, String kind) {
    if (!(value instanceof Value.Fields fields)) {
      Rate rate = reading.scalars().rate(value, Amounts.AMOUNT_MAX);
      return rate == null
          ? null
          : new Terms(Amounts.constant(rate.amount()), plain(kind, rate.every()), rate.every());
    }
    Section section = new Section(fields, reading.problems());
    Value amount = section.need("amount");
    Amounts read = amount == null ? null : amounts.amounts(amount);
    Value every = section.need("every");
    Long length = every == null ? null : reading.scalars().length(every, 1);
    LimitKind limit = detailed(section, kind, length == null ? 1 : length);
    section.finish();
    return read == null || length == null ? null : new Terms(read, limit, length);
  }

  private static LimitKind plain(String kind, long every) {
    return switch (kind) {
      case "bucket" -> new LimitKind.Filling(every, 1, true);
      case "sliding" -> new LimitKind.Sliding(every, 0);
      default -> new LimitKind.Aligned(every);
    };
  }

  private LimitKind detailed(Section section, String kind, long every) {
    return switch (kind) {
      case "bucket" -> filling(section.take("capacity"), every);
      case "sliding" -> {
        long slices =
            reading.or(
                section.take("slices"),
                value -> reading.scalars().whole(value, 1, SlidingSlices.SLICES_MAX),
                0L);
        yield new LimitKind.Sliding(every, (int) slices);
      }
      default -> new LimitKind.Aligned(every);
    };
  }

  /** A number, or a multiple of the amount: {@code 10 x amount}. */
  private LimitKind filling(@Nullable Value value, long every) {
    if (value instanceof Value.Scalar scalar && scalar.text().endsWith("x amount")) {
      String factor = scalar.text().substring(0, scalar.text().length() - 8).strip();
      Value times = new Value.Scalar(value.place(), factor, Value.Scalar.Style.QUOTED);
      Long read = reading.scalars().whole(times, 1, TIMES_MAX);
      return new LimitKind.Filling(every, read == null ? 1 : read, true);
    }
    Long capacity = value == null ? null : reading.scalars().whole(value, 1, Amounts.AMOUNT_MAX);
    return capacity == null
        ? new LimitKind.Filling(every, 1, true)
        : new LimitKind.Filling(every, capacity, false);
  }

  private long length(@Nullable Value value, long usual) {
    return reading.or(value, written -> reading.scalars().length(written, 1), usual);
  }
}
