package dev.headgate.testkit.provider;

import dev.headgate.client.profile.FieldForm;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** How a provider tells its callers where they stand, and how it refuses. */
sealed interface Voice {

  /** As the policy says: the engine writes the fields. */
  record OfPolicy() implements Voice {}

  /**
   * In fields that the engine does not write.
   *
   * @param forms of the fields; each speaks of the rule of its name
   * @param resets how a reset is written
   * @param manners of refusal by rule; under the empty name that of all others
   * @param unnamed rules that a form with a name field never speaks of
   */
  record OfForms(
      List<FieldForm> forms, Resets resets, Map<String, Manner> manners, Set<String> unnamed)
      implements Voice {
    /** Copies. */
    public OfForms {
      forms = List.copyOf(forms);
      manners = Map.copyOf(manners);
      unnamed = Set.copyOf(unnamed);
    }

    Manner manner(String rule) {
      Manner own = manners.get(rule);
      return own != null ? own : Objects.requireNonNull(manners.get(""), "usual manner");
    }
  }

  /** How a reset is written where its form leaves that open. */
  enum Resets {
    /** Seconds since the epoch. */
    EPOCH,
    /** A duration as {@code 6m0s} or {@code 12ms}. */
    DURATION,
    /** An instant as {@code 2026-03-26T16:00:00Z}. */
    INSTANT
  }
}
