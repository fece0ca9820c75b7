package dev.headgate.core.reference;

import dev.headgate.core.scenario.MeterSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * One counter of the reference: everything that ever happened to it, in a list. Each question is
 * answered by going through the list from its beginning.
 */
final class SlowCounter {
  /** The instant that never comes, as the engine has it. */
  static final long NEVER = (1L << 53) - 1;

  /** What happened once: a cost taken, of which some may have been given back since. */
  static final class Event {
    final long at;
    final long holder;
    final MeterSpec meter;
    final String member;
    long cost;
    long renewed;

    /** When that was taken which is given back. */
    long takenAt;

    Event(long at, long holder, MeterSpec meter, String member, long cost) {
      this.at = at;
      this.holder = holder;
      this.meter = meter;
      this.member = member;
      this.cost = cost;
      renewed = at;
    }
  }

  final List<Event> events;
  final String member;

  SlowCounter() {
    this(new ArrayList<>(), "");
  }

  private SlowCounter(List<Event> events, String member) {
    this.events = events;
    this.member = member;
  }

  /** The same counter, which members share, as one of them sees it. */
  SlowCounter of(String one) {
    return new SlowCounter(events, one);
  }

  void take(MeterSpec meter, long cost, long now, long holder) {
    events.add(new Event(now, holder, meter, member, cost));
  }

  /**
   * Takes back from what a holder took at an instant; a bucket is simply filled, and a window that
   * has ended stays as it was.
   */
  void giveBack(MeterSpec meter, long cost, long takenAt, long holder, long now) {
    if (meter instanceof MeterSpec.BucketSpec || meter instanceof MeterSpec.PoolSpec) {
      take(meter, -cost, now, holder);
      events.getLast().takenAt = takenAt;
      return;
    }
    if (SlowMeter.of(meter) instanceof SlowLookingBack back && !back.together(takenAt, now)) {
      return;
    }
    for (Event event : events) {
      if (event.holder == holder && event.at == takenAt && event.cost >= cost) {
        event.cost -= cost;
        return;
      }
    }
  }

  /** Renews the permits of a holder; false where its lease has ended. */
  boolean renew(MeterSpec.PermitsSpec meter, long holder, long now) {
    boolean renewed = false;
    for (Event event : events) {
      if (event.holder == holder && new SlowPermits(meter).live(event, now)) {
        event.renewed = now;
        renewed = true;
      }
    }
    return renewed;
  }

  long passesAt(MeterSpec meter, long cost, long now) {
    if (cost == 0) {
      return now;
    }
    return cost > meter.capacity() ? NEVER : SlowMeter.of(meter).leaves(this, cost, now);
  }

  long remaining(MeterSpec meter, long now) {
    return Math.max(0, SlowMeter.of(meter).shown(this, now));
  }

  long resetAt(MeterSpec meter, long cost, long now) {
    return SlowMeter.of(meter).resetAt(this, cost, now);
  }

  long room(MeterSpec meter, long debtMax, long now) {
    return SlowMeter.of(meter).room(this, debtMax, now);
  }
}
