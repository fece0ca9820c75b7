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
  private static final int OK = 200;
  private static final int TOO_MANY = 429;

  /** Copies. */
  public Dialect {
    forms = List.copyOf(forms);
    refusals = List.copyOf(refusals);
  }

  /** A dialect of these forms alone. */
  public static Dialect of(FieldForm... forms) {
    return new Dialect(List.of(forms), List.of(), "");
  }

  /** Whether the body of a response with that status may say something about limits. */
  public boolean readsBody(int status) {
    if (status == TOO_MANY) {
      return true;
    }
    for (RefusalForm refusal : refusals) {
      if (refusal.body() != null && refusal.statuses().contains(status)) {
        return true;
      }
    }
    return status == OK && forms.stream().anyMatch(FieldForm.GraphCost.class::isInstance);
  }
}
