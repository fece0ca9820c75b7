package dev.headgate.server.store.sqlite;

import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Immediate;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.ManualTime;
import dev.headgate.server.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A store with a clock of its own and calls to it. For one thread. */
final class SqliteFixture {
  private final Store store;
  private final ManualTime time;
  private final Decider decider;
  private String id = "";

  SqliteFixture(Store store, PolicySnapshot policy, long now) {
    this.store = store;
    time = new ManualTime(now);
    decider = new Decider(time, () -> policy, store, () -> id);
  }

  /** A store that writes when it is told to. */
  static SqliteStore opened(Path file, PolicySnapshot policy) {
    return SqliteStore.opened(file, () -> policy, SettlementListener.NONE);
  }

  /** The file and what is kept beside it, as a process that is killed now leaves them. */
  static Path killed(Path file, Path copy) throws IOException {
    for (String beside : Arrays.asList("", "-wal", "-journal")) {
      Path from = file.resolveSibling(file.getFileName() + beside);
      if (Files.exists(from)) {
        Files.copy(from, copy.resolveSibling(copy.getFileName() + beside));
      }
    }
    return copy;
  }

  /** Decides at an instant; the reservation gets this id. */
  Decision decide(Call call, long at, String reservation) {
    id = reservation;
    time.advance(at - time.micros());
    return decider.decideNow(call);
  }

  Settlement settle(Decision.Allowed allowed, Actual actual, long at) {
    Immediate<Settlement> answer = new Immediate<>();
    store.settle(allowed.reservation(), actual, at, answer);
    return answer.get();
  }

  /** The verdicts with everything that a caller would see of them. */
  static String shown(Decision decision) {
    StringBuilder text = new StringBuilder(decision.getClass().getSimpleName());
    decision
        .verdicts()
        .forEach(
            verdict ->
                text.append(' ')
                    .append(verdict.claim().rule().name())
                    .append(verdict.claim().key())
                    .append(verdict.outcome())
                    .append(verdict.passesAt())
                    .append(',')
                    .append(verdict.remaining())
                    .append(',')
                    .append(verdict.resetAt()));
    return text.toString();
  }
}
