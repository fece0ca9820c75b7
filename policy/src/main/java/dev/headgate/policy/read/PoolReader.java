package dev.headgate.policy.read;

import dev.headgate.core.quota.Pool;
import dev.headgate.core.quota.PoolTerms;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import org.jspecify.annotations.Nullable;

/** Reads how the members of a pool share it. */
final class PoolReader {
  /** What a member can save up unless stated, in hundredths of a percent of the amount. */
  static final int SAVED_USUAL = 50;

  private static final String NONE = "none";

  private final Reading reading;

  PoolReader(Reading reading) {
    this.reading = reading;
  }

  /**
   * How a pool is shared, whatever its amount.
   *
   * @param terms with a number for what is saved, or 0 where it is a share
   * @param savedShare what a member can save up, in hundredths of a percent of the amount
   * @param members who shares it, or null where nobody has anything of their own
   */
  record Shared(PoolTerms terms, int savedShare, @Nullable Value members) {
    /** The terms for an amount. */
    PoolTerms of(long amount) {
      long share = amount / PoolTerms.WHOLE * savedShare;
      long rest = amount % PoolTerms.WHOLE * savedShare / PoolTerms.WHOLE;
      return savedShare == 0 ? terms : terms.saving(Math.max(1, share + rest));
    }
  }

  /** How a pool is shared, or null with a problem where it cannot be read. */
  @Nullable Shared read(Value value) {
    Section section = Section.of(value, reading.problems());
    if (section == null) {
      return null;
    }
    Value members = section.take("members");
    int atOnce = share(section.take("atOnce"), PoolTerms.WHOLE);
    int guarantee = share(section.take("guarantee"), 0);
    long portion =
        reading.or(
            section.take("portion"),
            written -> reading.scalars().whole(written, 1, Pool.AMOUNT_MAX),
            PoolTerms.FLOOR_USUAL);
    Value saves = section.take("saves");
    section.finish();
    if (members == null && (guarantee > 0 || saves != null || section.has("portion"))) {
      reading
          .problems()
          .add(
              section.place(),
              "no members (expected: who shares it, for example members: tenant)",
              "without members a pool can only be released evenly, by atOnce");
      return null;
    }
    if (guarantee > PoolTerms.WHOLE / 2) {
      String text = guarantee / 100 + "%";
      reading.problems().expected(section.place("guarantee"), text, "a share of at most 50%");
      return null;
    }
    PoolTerms terms = new PoolTerms(atOnce, guarantee, portion, 0);
    return members == null ? new Shared(terms, 0, null) : saving(terms, saves, members);
  }

  private Shared saving(PoolTerms terms, @Nullable Value saves, Value members) {
    String text = saves instanceof Value.Scalar scalar ? scalar.text() : "";
    if (saves == null || text.endsWith("%")) {
      return new Shared(terms, share(saves, SAVED_USUAL), members);
    }
    long most =
        text.equals(NONE)
            ? 0
            : reading.or(
                saves, written -> reading.scalars().whole(written, 1, Pool.AMOUNT_MAX), 0L);
    return new Shared(terms.saving(most), 0, members);
  }

  private int share(@Nullable Value value, int usual) {
    return reading.or(value, reading.scalars()::share, usual);
  }
}
