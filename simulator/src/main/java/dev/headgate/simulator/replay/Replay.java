package dev.headgate.simulator.replay;

import dev.headgate.core.snapshot.Condition;
import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.TemporaryOverride;
import dev.headgate.core.time.Micros;
import dev.headgate.policy.Policy;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.mapping.Spread;
import dev.headgate.simulator.traffic.InputFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of the engine over recorded traffic. {@link #stop}, {@link #bytes} and {@link #decided}
 * are safe for all threads; the rest belongs to the one that runs it.
 */
public final class Replay {
  private static final Witness NOBODY = (call, decision) -> {};

  private final Policy policy;
  private final Mapping mapping;
  private final Decidable decidable;
  private final List<Lane> lanes = new ArrayList<>();
  private final Trouble late = new Trouble();
  private String trouble = "";
  private volatile boolean stopped;
  private volatile long decided;
  private volatile @Nullable Intake intake;

  /**
   * What is replayed, and how.
   *
   * @param policy whose routes, prices and charges hold
   * @param mapping from columns to calls
   * @param decidable of that policy, for that mapping
   * @param settings how it is run
   */
  public record Setup(
      Policy policy, Mapping mapping, Decidable decidable, ReplaySettings settings) {}

  /**
   * A run that has not begun.
   *
   * @param witness hears of the decisions under the mapping's own spread
   */
  public Replay(Setup setup, Witness witness) {
    policy = setup.policy();
    mapping = setup.mapping();
    decidable = setup.decidable();
    ReplaySettings settings = setup.settings();
    PolicySnapshot rules = settings.enforced() ? enforced(decidable.rules()) : decidable.rules();
    lanes.add(lane(mapping.stamping().spread(), settings, new Deciding(rules, witness)));
    for (Spread spread : Spread.values()) {
      if (settings.sensitivity() && spread != mapping.stamping().spread()) {
        lanes.add(lane(spread, settings, new Deciding(rules, NOBODY)));
      }
    }
  }

  /**
   * A run that has not begun and decides nothing itself.
   *
   * @param arrivals takes the calls at their instants under the mapping's own spread
   */
  public Replay(Setup setup, Arrivals arrivals) {
    policy = setup.policy();
    mapping = setup.mapping();
    decidable = setup.decidable();
    lanes.add(lane(mapping.stamping().spread(), setup.settings(), arrivals));
  }

  private static Lane lane(Spread spread, ReplaySettings settings, Arrivals arrivals) {
    return new Lane(spread, settings.seed(), arrivals);
  }

  /**
   * Replays files.
   *
   * @throws IOException where a file cannot be opened
   * @throws RuntimeException where one lacks a column of the mapping
   */
  public ReplayResult run(List<InputFile> files) throws IOException, InterruptedException {
    Intake reading = Intake.start(files, mapping, policy);
    intake = reading;
    Timeline timeline = new Timeline(mapping.stamping().window(), this::decide);
    ReplayResult.End end;
    try {
      end = pump(files, reading, timeline);
    } finally {
      reading.end();
    }
    return new ReplayResult(
        reading.reading(),
        lanes.getFirst().arrived(),
        lanes.getFirst().refused(),
        late.found(),
        timeline.cutShort(),
        lanes.stream()
            .map(lane -> new ReplaySettings.Sensitivity(lane.spread(), lane.refused()))
            .toList(),
        decidable.undecided(),
        end,
        trouble);
  }

  /** Ends the run soon; what was decided until then is answered. */
  public void stop() {
    stopped = true;
    Intake reading = intake;
    if (reading != null) {
      reading.stop();
    }
  }

  /** Bytes read so far. */
  public long bytes() {
    Intake reading = intake;
    return reading == null ? 0 : reading.bytes();
  }

  /** Calls decided so far. */
  public long decided() {
    return decided;
  }

  private ReplayResult.End pump(List<InputFile> files, Intake reading, Timeline timeline)
      throws IOException, InterruptedException {
    try {
      while (!stopped) {
        List<LoggedCall> calls = reading.next();
        if (stopped) {
          return ReplayResult.End.STOPPED;
        }
        if (calls.isEmpty()) {
          timeline.finish();
          for (Lane lane : lanes) {
            lane.finish();
          }
          return ReplayResult.End.WHOLE;
        }
        for (LoggedCall call : calls) {
          if (!timeline.add(call)) {
            tooLate(files.get(call.file()).name(), call.line());
          }
        }
        decided = lanes.getFirst().arrived();
      }
      return ReplayResult.End.STOPPED;
    } catch (UnwritableException full) {
      trouble = String.valueOf(full.getMessage());
      return ReplayResult.End.UNWRITABLE;
    }
  }

  private void tooLate(String file, long line) {
    late.add(
        file,
        line,
        "earlier by more than the sort window of %s s than a line before it"
            .formatted(mapping.stamping().window() / Micros.SECOND));
  }

  private void decide(LoggedCall call, int number, int many) throws IOException {
    for (Lane lane : lanes) {
      lane.place(call, number, many);
    }
  }

  /** The same rules, each enforced for everybody. */
  public static PolicySnapshot enforced(PolicySnapshot rules) {
    return rules.with(
        List.of(
            new TemporaryOverride(
                "replay",
                Condition.ALWAYS,
                Set.of(),
                Phase.ENFORCE,
                "simulator",
                "as if enforced for everybody",
                Micros.NEVER)));
  }
}
