package dev.headgate.client.listen;

/** Hears what becomes of one request. */
@FunctionalInterface
public interface Follower {
  /** Wants to know nothing. */
  Follower NONE = (note, pays) -> {};

  /**
   * Something happened to it; must return soon and not throw.
   *
   * @param pays whether it goes on the account of whoever made this request: of several that share
   *     one call, the first that has not left pays for it
   */
  void happened(Note note, boolean pays);

  /** Whose calls it stands in line with where calls wait; lines take turns. */
  default String line() {
    return "";
  }
}
