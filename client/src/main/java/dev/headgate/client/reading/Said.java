package dev.headgate.client.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a response says about limits.
 *
 * @param stands where the caller stands under each
 * @param ending what became of the call
 * @param cost what the call cost; null if not stated
 * @param ignored fields that could not be understood, with the problem
 */
public record Said(List<Stand> stands, Ending ending, @Nullable Long cost, List<String> ignored) {
  /** Copies. */
  public Said {
    stands = List.copyOf(stands);
    ignored = List.copyOf(ignored);
  }
}
