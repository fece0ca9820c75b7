package dev.headgate.core.quota;

import dev.headgate.core.limit.MeterContract;
import dev.headgate.core.limit.Reference;
import dev.headgate.core.limit.Subject;
import dev.headgate.core.time.Period;
import java.util.random.RandomGenerator;

class AllotmentContractTest extends MeterContract {
  @Override
  protected Subject subject(RandomGenerator random) {
    Period period = Periods.arbitrary(random);
    return new Subject(
        amount -> new Allotment(amount, period),
        amount ->
            Reference.window(amount, (event, now) -> period.at(now).contains(event.takenAt())),
        Periods.scale(period));
  }

  @Override
  protected boolean hasWindows() {
    return true;
  }
}
