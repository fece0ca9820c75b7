package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One Jama environment, 10 calls in any second: an hour of what {@code tools/jama-month} does. */
class VirtualDaysTest extends Replays {
  private static final long START = 1_780_272_000L;
  private static final int SECONDS = 3_600;
  private static final int LIMIT = 10;

  private static final String JAMA =
      "limits: { environment: { sliding: 10 per second, per: tenant } }\n";

  private static final String MAPPING =
      """
      format: csv
      time: time
      call: { operation: { value: read } }
      caller: { tenant: { value: environment } }
      """;

  /** So many calls in a second of the hour. */
  private interface Shape {
    int calls(int second);
  }

  @Test
  void tenCallsEachSecondAreAllServed() throws Exception {
    Ran ran = run(policy(JAMA), mapping(MAPPING), logs(log(second -> LIMIT)));

    assertThat(ran.result().decided()).isEqualTo(36_000);
    assertThat(ran.result().refused()).isZero();
  }

  @Test
  void whatIsServedOfAWaveIsWhatAListOfTheLastTenInstantsSays() throws Exception {
    Shape wave = second -> (int) Math.round(12 + 11 * Math.sin(second / 300.0));

    Ran ran = run(policy(JAMA), mapping(MAPPING), logs(log(wave)));

    List<String> verdicts = ran.verdicts().stream().map(line -> line.split(",", -1)[6]).toList();
    assertThat(verdicts.stream().filter("allowed"::equals).count()).isEqualTo(served(wave));
    assertThat(ran.result().refused()).isPositive();
  }

  private static String log(Shape shape) {
    StringBuilder log = new StringBuilder("time\n");
    for (int second = 0; second < SECONDS; second++) {
      log.append((START + second + "\n").repeat(shape.calls(second)));
    }
    return log.toString();
  }

  /** The obvious way: a call passes where the tenth served before it is a second ago or more. */
  private static long served(Shape shape) {
    Deque<Long> last = new ArrayDeque<>();
    long served = 0;
    for (int second = 0; second < SECONDS; second++) {
      int calls = shape.calls(second);
      for (int i = 0; i < calls; i++) {
        long at = (START + second) * 1_000_000 + 1_000_000L * i / calls;
        if (last.size() < LIMIT || at - last.getFirst() >= 1_000_000) {
          last.addLast(at);
          if (last.size() > LIMIT) {
            last.removeFirst();
          }
          served++;
        }
      }
    }
    return served;
  }
}
