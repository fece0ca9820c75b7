package dev.headgate.client.profile;

import java.util.List;

/**
 * How responses speak of limits.
 *
 * @param forms where they say how callers stand
 * @param refusals how they refuse, besides 429 and 503 with Retry-After
 * @param reason a field that names the gate of a refusal; empty if there is none
 */
public record Dialect(List<FieldForm> forms, List<RefusalForm> refusals, String reason) {
  /** Copies. */
  public Dialect {
    forms = List.copyOf(forms);
    refusals = List.copyOf(refusals);
  }

  /** A dialect of these forms alone. */
  public static Dialect of(FieldForm... forms) {
    return new Dialect(List.of(forms), List.of(), "");
  }

  /** Whether the bodies of answers other than 429 and 503 must be looked at. */
  public boolean readsBodies() {
    return forms.stream().anyMatch(FieldForm.GraphCost.class::isInstance)
        || refusals.stream().anyMatch(refusal -> refusal.body() != null);
  }
}
