package dev.headgate.core.limit;

/**
 * What happened to a counter: a taking, or the giving back of part of one.
 *
 * @param at instant in microseconds
 * @param cost taken or given back
 * @param takenAt instant of the taking that it belongs to
 * @param holder who took
 * @param back whether it was given back
 */
public record Event(long at, long cost, long takenAt, long holder, boolean back) {
  static Event take(long at, long cost, long holder) {
    return new Event(at, cost, at, holder, false);
  }

  static Event back(long at, long cost, Event taking) {
    return new Event(at, cost, taking.at(), taking.holder(), true);
  }

  /** What it adds to what is used. */
  public long net() {
    return back ? -cost : cost;
  }
}
