package dev.headgate.core.identity;

/**
 * A credentialed program.
 *
 * @param id stable id of this copy
 * @param cluster id under which copies count as one app; the id itself where there are no copies
 * @param tier name of the tier it is in, empty where the provider has none
 */
public record App(String id, String cluster, String tier) {
  public App {
    if (id.isEmpty() || cluster.isEmpty()) {
      throw new IllegalArgumentException("id and cluster: empty (expected: not empty)");
    }
  }

  /** An app without copies and tier. */
  public static App of(String id) {
    return new App(id, id, "");
  }
}
