package dev.headgate.simulator.search;

import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.policy.text.CountText;
import dev.headgate.simulator.comparison.Multiplier;
import dev.headgate.simulator.replay.Arrivals;
import dev.headgate.simulator.replay.Decidable;
import dev.headgate.simulator.replay.Deciding;
import dev.headgate.simulator.replay.Replay;
import dev.headgate.simulator.replay.ReplayResult;
import dev.headgate.simulator.replay.Undecided;
import dev.headgate.simulator.spool.Spool;
import dev.headgate.simulator.traffic.InputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the smallest amount of one limit at which a share of those that it concerns is never
 * limited by it. {@link #stop}, {@link #bytes} and {@link #decided} are safe for all threads.
 */
public final class Search {
  /** Shares that are shown where needs are told in one pass, in hundredths of a percent. */
  private static final List<Integer> SHARES = List.of(5_000, 7_500, 9_000, 9_500, 9_900, 10_000);

  private final Question question;
  private final Decidable decidable;
  private final Sized sized;
  private final Counted counted;
  private volatile boolean stopped;
  private volatile @Nullable Replay running;

  /**
   * A search that has not begun.
   *
   * @throws IllegalArgumentException where the policy has no such limit, where the log cannot
   *     decide it, or where it has no amount; the message says which
   */
  public Search(Question question) {
    this.question = question;
    decidable = Decidable.of(question.policy(), question.mapping());
    sized = new Sized(decidable.rules(), rule(question, decidable));
    counted = Counted.of(question.mapping());
    if (sized.most() == 0) {
      throw new IllegalArgumentException(
          question.limit() + " (expected: a limit with an amount that can be changed)");
    }
  }

  private static Rule rule(Question question, Decidable decidable) {
    for (Undecided one : decidable.undecided()) {
      if (one.rule().equals(question.limit())) {
        throw new IllegalArgumentException(one.rule() + " is not decidable, because " + one.why());
      }
    }
    List<Rule> rules = decidable.rules().rules();
    return rules.stream()
        .filter(rule -> rule.name().equals(question.limit()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    question.limit()
                        + " (expected: one of "
                        + String.join(", ", rules.stream().map(Rule::name).toList())
                        + ")"));
  }

  /**
   * Runs it.
   *
   * @param spoolFolder where calls are kept if they are needed more than once
   * @throws IOException where a file cannot be opened, or none made in that folder
   * @throws RuntimeException where one lacks a column of the mapping
   */
  public Answer run(List<InputFile> files, Path spoolFolder)
      throws IOException, InterruptedException {
    if (!sized.countsInWindows() || !counted.alone(sized.rule())) {
      return spooled(files, spoolFolder);
    }
    Needs needs = new Needs(counted, question.mapping().groups());
    Answer told = tell(files, needs);
    boolean exact =
        !(told.outcome() instanceof Answer.Outcome.Told found) || found.amount() >= needs.cut();
    boolean again = files.stream().allMatch(file -> file.path() != null);
    return exact || !again ? told : spooled(files, spoolFolder);
  }

  /** Ends the run soon. */
  public void stop() {
    stopped = true;
    Replay replay = running;
    if (replay != null) {
      replay.stop();
    }
  }

  /** Bytes read so far. */
  public long bytes() {
    Replay replay = running;
    return replay == null ? 0 : replay.bytes();
  }

  /** The amount of the limit now, for those that have most. */
  public long now() {
    return sized.now();
  }

  /** Calls read so far. */
  public long decided() {
    Replay replay = running;
    return replay == null ? 0 : replay.decided();
  }

  private ReplayResult read(List<InputFile> files, Arrivals arrivals)
      throws IOException, InterruptedException {
    Replay.Setup setup =
        new Replay.Setup(question.policy(), question.mapping(), decidable, question.settings());
    Arrivals all = new Multiplier(question.times(), question.settings().seed(), arrivals);
    Replay replay = new Replay(setup, all);
    running = replay;
    if (stopped) {
      replay.stop();
    }
    return replay.run(files);
  }

  private Answer tell(List<InputFile> files, Needs needs) throws IOException, InterruptedException {
    PolicySnapshot generous = sized.of(sized.most());
    if (generous == null) {
      throw new AssertionError("the largest amount is possible");
    }
    ReplayResult reading = read(files, new Deciding(generous, needs));
    long[] sorted = needs.sorted();
    Answer.Outcome outcome =
        stopped ? new Answer.Outcome.Stopped() : new Answer.Outcome.Unconcerned();
    List<Trial> shares = new ArrayList<>();
    if (sorted.length > 0) {
      List<Answer.Group> groups = new ArrayList<>();
      needs
          .sortedByGroup()
          .forEach(
              (name, all) ->
                  groups.add(
                      new Answer.Group(name, Needs.quantile(all, question.share()), all.length)));
      outcome = new Answer.Outcome.Told(Needs.quantile(sorted, question.share()), groups);
      shares.addAll(shares(sorted));
    }
    return answer(reading, outcome, shares, Answer.Spooled.NONE);
  }

  /** What usual shares need, and the share asked for, each amount once. */
  private List<Trial> shares(long[] sorted) {
    List<Integer> shares = new ArrayList<>(SHARES);
    shares.add(question.share());
    return shares.stream()
        .map(share -> Needs.quantile(sorted, share))
        .distinct()
        .sorted()
        .map(amount -> new Trial(amount, within(sorted, amount), sorted.length))
        .toList();
  }

  private static long within(long[] sorted, long amount) {
    long within = 0;
    while (within < sorted.length && sorted[(int) within] <= amount) {
      within++;
    }
    return within;
  }

  private Answer spooled(List<InputFile> files, Path folder)
      throws IOException, InterruptedException {
    try (Spool spool = Spool.in(folder)) {
      ReplayResult reading = read(files, spool);
      Attempts attempts = new Attempts(sized, counted, question.share(), spool, () -> stopped);
      Answer.Outcome outcome =
          stopped ? new Answer.Outcome.Stopped() : attempts.search(counted.alone(sized.rule()));
      String full = reading.end() == ReplayResult.End.UNWRITABLE ? full(files, reading, spool) : "";
      return answer(
          reading,
          outcome,
          attempts.trials(),
          new Answer.Spooled(spool.calls(), spool.bytes(), full));
    }
  }

  /** What was the matter, and how much room is needed, as far as that can be told. */
  private String full(List<InputFile> files, ReplayResult reading, Spool spool) {
    boolean known = files.stream().allMatch(file -> file.bytes() > 0) && bytes() > 0;
    long all = files.stream().mapToLong(InputFile::bytes).sum();
    double times = known ? Math.max(1, (double) all / bytes()) : 0;
    String needed =
        known
            ? "about " + megabytes(times * (spool.bytes() + Spool.BUFFER)) + " MB are needed"
            : "a call takes some " + spool.bytes() / Math.max(1, spool.calls()) + " bytes";
    return String.format(
        Locale.ROOT,
        "%s after %s (%s MB); %s",
        reading.trouble(),
        CountText.of(spool.calls(), "call"),
        megabytes((double) spool.bytes()),
        needed);
  }

  private static String megabytes(double bytes) {
    return String.format(Locale.ROOT, "%,.1f", bytes / 1_000_000);
  }

  private Answer answer(
      ReplayResult reading, Answer.Outcome outcome, List<Trial> trials, Answer.Spooled spool) {
    return new Answer(reading, counted, sized.rule().unit(), outcome, trials, spool);
  }
}
