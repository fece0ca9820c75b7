package dev.headgate.policy.openapi;

import dev.headgate.core.pricing.Work;
import java.util.List;

/**
 * An operation of a price book.
 *
 * @param name in the book
 * @param requests method and template, under each base
 * @param work what it does
 * @param reason why it has no class; empty where it has one or counts nothing
 */
public record PricedOperation(String name, List<String> requests, Work work, String reason) {
  public PricedOperation {
    requests = List.copyOf(requests);
  }

  /** Whether it is counted as the rules say of all that no rule fits. */
  public boolean unclassified() {
    return !reason.isEmpty();
  }
}
