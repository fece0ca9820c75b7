package dev.headgate.core.quota;

import dev.headgate.core.limit.Event;
import dev.headgate.core.limit.MeterContract;
import dev.headgate.core.limit.Numbers;
import dev.headgate.core.limit.Reference;
import dev.headgate.core.limit.Subject;
import dev.headgate.core.time.Period;
import dev.headgate.core.time.Window;
import java.util.List;
import java.util.random.RandomGenerator;

class ToleranceContractTest extends MeterContract {
  @Override
  protected Subject subject(RandomGenerator random) {
    Period period = Periods.arbitrary(random);
    int of = 2 + random.nextInt(random.nextBoolean() ? 4 : Allotment.WINDOWS_MAX - 1);
    int exceeded = 1 + random.nextInt(of - 1);
    return new Subject(
        amount -> new Allotment(amount, period).tolerating(exceeded, of),
        amount -> new Reckoned(amount, exceeded, of, period),
        Periods.scale(period));
  }

  @Override
  protected boolean hasWindows() {
    return true;
  }

  /** Looks at each of the last windows. */
  private record Reckoned(long amount, int exceeded, int of, Period period) implements Reference {
    @Override
    public long free(List<Event> events, long now) {
      Window window = period.at(now);
      long used = used(events, window);
      int over = 1;
      for (int i = 1; i < of; i++) {
        window = period.before(window);
        over += used(events, window) > amount ? 1 : 0;
      }
      return (over <= exceeded ? Numbers.AMOUNT_MAX : amount) - used;
    }

    @Override
    public long shown(List<Event> events, long now) {
      return Math.max(0, amount - used(events, period.at(now)));
    }

    private static long used(List<Event> events, Window window) {
      return events.stream()
          .filter(event -> window.contains(event.at()) && window.contains(event.takenAt()))
          .mapToLong(Event::net)
          .sum();
    }
  }
}
