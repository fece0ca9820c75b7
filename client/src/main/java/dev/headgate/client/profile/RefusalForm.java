package dev.headgate.client.profile;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way besides 429, and 503 with Retry-After, in which a provider refuses a call.
 *
 * @param statuses of the response
 * @param body a text its body holds, whatever the case; null if it need not
 * @param exhausted whether a limit must stand at zero in the same response
 * @param gate name of the gate that refuses
 */
public record RefusalForm(
    Set<Integer> statuses, @Nullable String body, boolean exhausted, String gate) {
  /** Copies. */
  public RefusalForm {
    statuses = Set.copyOf(statuses);
  }
}
