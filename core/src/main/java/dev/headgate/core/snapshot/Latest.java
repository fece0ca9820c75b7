package dev.headgate.core.snapshot;

import dev.headgate.core.call.Call;
import dev.headgate.core.pricing.Quote;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the latest call of one operation by one caller came to, where keys and costs alone tell its
 * calls apart: the next often asks the same of the same counters, as pages of one size do, or
 * requests from one address. Safe for all threads, which may overwrite each other's.
 */
final class Latest {
  private final String[] names;
  private @Nullable Kept kept;

  /** Never changed once made, so that a thread sees all of it or nothing. */
  private static final class Kept {
    private final @Nullable String[] values;
    private final Matched matched;

    Kept(@Nullable String[] values, Matched matched) {
      this.values = values;
      this.matched = matched;
    }

    boolean isOf(Call call, String[] names) {
      for (int i = 0; i < names.length; i++) {
        if (!Objects.equals(values[i], call.attribute(names[i]))) {
          return false;
        }
      }
      return true;
    }
  }

  private Latest(String[] names) {
    this.names = names;
  }

  /** Knows which attributes of the single call are in keys. */
  static Latest of(List<Prepared.Candidate> candidates, Call call) {
    return new Latest(
        candidates.stream()
            .filter(candidate -> candidate.key() == null)
            .flatMap(candidate -> candidate.rule().partition().attributes().stream())
            .filter(name -> call.fixedAttribute(name) == null)
            .distinct()
            .toArray(String[]::new));
  }

  /** Whether all calls have the same keys. */
  boolean isShared() {
    return names.length == 0;
  }

  /** What it came to, if this call has the same keys and costs. */
  @Nullable Matched at(Call call, Quote quote) {
    Kept latest = kept;
    return latest != null && latest.matched.quote().equals(quote) && latest.isOf(call, names)
        ? latest.matched
        : null;
  }

  /** Keeps an answer; a refusal is not kept, so that nobody can park overlong values here. */
  Matched keep(Call call, Matched matched) {
    if (matched.denial() != null) {
      return matched;
    }
    @Nullable String[] values = new @Nullable String[names.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = call.attribute(names[i]);
    }
    kept = new Kept(values, matched);
    return matched;
  }
}
