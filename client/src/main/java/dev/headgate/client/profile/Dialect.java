package dev.headgate.client.profile;

import java.util.List;
import java.util.Set;

/**
 * How responses speak: of limits, and where they lead on.
 *
 * @param forms where they say how callers stand
 * @param refusals how they refuse, besides 429 and 503 with Retry-After
 * @param reason a field that names the gate of a refusal; empty if there is none
 * @param links names of the JSON members that hold links to the provider
 */
public record Dialect(
    List<FieldForm> forms, List<RefusalForm> refusals, String reason, Set<String> links) {
  private static final int OK = 200;
  private static final int TOO_MANY = 429;

  /** Copies. */
  public Dialect {
    forms = List.copyOf(forms);
    refusals = List.copyOf(refusals);
    links = Set.copyOf(links);
  }

  /** A dialect whose bodies have no members for links. */
  public Dialect(List<FieldForm> forms, List<RefusalForm> refusals, String reason) {
    this(forms, refusals, reason, Set.of());
  }

  /** A dialect of these forms alone. */
  public static Dialect of(FieldForm... forms) {
    return new Dialect(List.of(forms), List.of(), "");
  }

  /** The same with links in the JSON members of these names. */
  public Dialect linking(String... members) {
    return new Dialect(forms, refusals, reason, Set.of(members));
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
