package dev.headgate.simulator.comparison;

import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.replay.Arrivals;
import dev.headgate.simulator.replay.Decidable;
import dev.headgate.simulator.replay.Deciding;
import dev.headgate.simulator.replay.Replay;
import dev.headgate.simulator.replay.ReplayResult;
import dev.headgate.simulator.replay.ReplaySettings;
import dev.headgate.simulator.traffic.InputFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Policies side by side. The log is read once for each policy, because routes and prices are the
 * policy's own; all multiples of the traffic are decided in that one reading. {@link #stop}, {@link
 * #bytes} and {@link #decided} are safe for all threads.
 */
public final class Comparison {
  /** The most columns; each has counters of its own in memory. */
  public static final int COLUMNS_MAX = 12;

  private final Question question;
  private volatile boolean stopped;
  private volatile @Nullable Replay running;
  private final AtomicLong bytesBefore = new AtomicLong();
  private final AtomicLong decidedBefore = new AtomicLong();

  /**
   * What is compared.
   *
   * @param contenders the policies, the first of them the one that others are held against
   * @param times multiples of the traffic, each 1 to {@link Multiplier#TIMES_MAX}
   * @param mapping from columns of the log to calls
   * @param settings how it is replayed; other spreads are not tried
   */
  public record Question(
      List<Contender> contenders, List<Integer> times, Mapping mapping, ReplaySettings settings) {
    public Question {
      contenders = List.copyOf(contenders);
      times = List.copyOf(times);
      int columns = contenders.size() * times.size();
      if (columns < 1 || columns > COLUMNS_MAX) {
        throw new IllegalArgumentException(
            "policies x traffic: " + columns + " (expected: 1 to " + COLUMNS_MAX + ")");
      }
    }
  }

  /** A comparison that has not begun. */
  public Comparison(Question question) {
    this.question = question;
  }

  /**
   * Runs it.
   *
   * @return the columns, those of the first policy first; where it was stopped, those that were
   *     begun
   * @throws IOException where a file cannot be opened
   * @throws RuntimeException where one lacks a column of the mapping
   */
  public List<Column> run(List<InputFile> files) throws IOException, InterruptedException {
    List<Column> columns = new ArrayList<>();
    for (Contender contender : question.contenders()) {
      if (!stopped) {
        columns.addAll(columns(contender, files));
      }
    }
    return List.copyOf(columns);
  }

  /** Ends the run soon. */
  public void stop() {
    stopped = true;
    Replay replay = running;
    if (replay != null) {
      replay.stop();
    }
  }

  /** Bytes read so far, those of each reading counted. */
  public long bytes() {
    Replay replay = running;
    return bytesBefore.get() + (replay == null ? 0 : replay.bytes());
  }

  /** Calls read so far, those of each reading counted. */
  public long decided() {
    Replay replay = running;
    return decidedBefore.get() + (replay == null ? 0 : replay.decided());
  }

  /** One engine with its sums. */
  private record Engine(int times, Deciding deciding, Tally tally) {}

  private List<Column> columns(Contender contender, List<InputFile> files)
      throws IOException, InterruptedException {
    Decidable decidable = Decidable.of(contender.policy(), question.mapping());
    PolicySnapshot rules =
        question.settings().enforced() ? Replay.enforced(decidable.rules()) : decidable.rules();
    List<Engine> engines = new ArrayList<>();
    List<Arrivals> arrivals = new ArrayList<>();
    for (int times : question.times()) {
      Tally tally = new Tally(decidable.rules(), question.mapping().groups());
      Engine engine = new Engine(times, new Deciding(rules, tally), tally);
      engines.add(engine);
      arrivals.add(new Multiplier(times, question.settings().seed(), engine.deciding()));
    }
    Replay replay =
        new Replay(
            new Replay.Setup(
                contender.policy(), question.mapping(), decidable, question.settings()),
            new All(arrivals));
    running = replay;
    if (stopped) {
      replay.stop();
    }
    ReplayResult result = replay.run(files);
    running = null;
    bytesBefore.addAndGet(replay.bytes());
    decidedBefore.addAndGet(replay.decided());
    return engines.stream()
        .map(
            one ->
                new Column(
                    contender, one.times(), result.of(one.deciding().refused()), one.tally()))
        .toList();
  }

  /** Hands every call to several. */
  private record All(List<Arrivals> them) implements Arrivals {
    @Override
    public void arrived(LoggedCall call, long at) throws IOException {
      for (Arrivals one : them) {
        one.arrived(call, at);
      }
    }

    @Override
    public void finish() throws IOException {
      for (Arrivals one : them) {
        one.finish();
      }
    }
  }
}
