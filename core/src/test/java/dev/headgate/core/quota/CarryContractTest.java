package dev.headgate.core.quota;

import dev.headgate.core.limit.Event;
import dev.headgate.core.limit.MeterContract;
import dev.headgate.core.limit.Reference;
import dev.headgate.core.limit.Subject;
import dev.headgate.core.time.Period;
import dev.headgate.core.time.Window;
import java.util.List;
import java.util.random.RandomGenerator;

class CarryContractTest extends MeterContract {
  @Override
  protected Subject subject(RandomGenerator random) {
    Period period = Periods.arbitrary(random);
    long share = 1 + random.nextLong(4);
    return new Subject(
        amount -> new Allotment(amount, period).carrying(most(amount, share)),
        amount -> new Reckoned(amount, most(amount, share), period),
        Periods.scale(period));
  }

  @Override
  protected boolean hasWindows() {
    return true;
  }

  private static long most(long amount, long share) {
    return Math.max(1, amount / share);
  }

  /** Goes through all windows from the first taking on. */
  private record Reckoned(long amount, long most, Period period) implements Reference {
    @Override
    public long free(List<Event> events, long now) {
      if (events.isEmpty()) {
        return amount;
      }
      long carried = 0;
      Window window = period.at(events.getFirst().takenAt());
      int next = 0;
      while (true) {
        long used = 0;
        for (; next < events.size() && window.contains(events.get(next).at()); next++) {
          boolean counts = window.contains(events.get(next).takenAt());
          used += counts ? events.get(next).net() : 0;
        }
        if (window.end() > now) {
          return amount + carried - used;
        }
        carried = Math.clamp(amount + carried - used, 0, most);
        window = period.after(window);
      }
    }
  }
}
