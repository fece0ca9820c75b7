package dev.headgate.simulator.report;

import dev.headgate.policy.text.CountText;
import dev.headgate.simulator.replay.IntakeReading;
import dev.headgate.simulator.search.Answer;
import dev.headgate.simulator.search.Trial;
import java.util.List;
import java.util.Locale;

/** A search for people at a terminal. */
public final class TextSearch {
  private static final int HASH_SHOWN = 12;
  private static final double MEGABYTE = 1e6;

  private final SearchReport search;
  private final Answer answer;
  private final StringBuilder text = new StringBuilder();

  private TextSearch(SearchReport search) {
    this.search = search;
    answer = search.answer();
  }

  /** The search as lines. */
  public static String of(SearchReport search) {
    TextSearch written = new TextSearch(search);
    search.gaps().forEach(gap -> written.line("PARTIAL: %s", gap));
    written.question();
    written.answer();
    written.amounts();
    written.head();
    return written.text.toString();
  }

  private void question() {
    IntakeReading reading = answer.reading().reading();
    line(
        "read       %s of %s, %s",
        CountText.of(reading.lines(), "line"),
        CountText.of(reading.files().size(), "file"),
        CountText.of(answer.reading().decided(), "call"));
    line(
        "searched   %s%s, enforced alone and with one amount for everybody",
        search.question().limit(), now());
    if (search.question().times() > 1) {
      line("           over %d times the traffic, as compare lays it", search.question().times());
    }
  }

  private String now() {
    return search.now() == 0 ? "" : ", now " + CountText.ofUnit(search.now(), answer.unit());
  }

  private void answer() {
    switch (answer.outcome()) {
      case Answer.Outcome.Told(long amount, List<Answer.Group> groups) -> {
        enough(amount);
        line("           told in one pass by what each used at most in one window");
        for (Answer.Group group : groups) {
          line(
              "           %s for %s, %,d %s",
              CountText.ofUnit(group.amount(), answer.unit()),
              group.name(),
              group.members(),
              answer.counted());
        }
      }
      case Answer.Outcome.Bisected(long amount) -> {
        enough(amount);
        line("           found by halving; counters are not shared, so more is never worse");
        line("           %s", replays());
      }
      case Answer.Outcome.Scanned scanned -> scanned(scanned);
      case Answer.Outcome.Impossible(long most) ->
          line(
              "answer     none: not even %s, the most that this limit can have",
              CountText.ofUnit(most, answer.unit()));
      case Answer.Outcome.Unconcerned unconcerned ->
          line("answer     none: no call concerns the limit");
      case Answer.Outcome.Stopped stopped -> line("answer     none: it was stopped before");
    }
  }

  private void scanned(Answer.Outcome.Scanned scanned) {
    enough(scanned.amount());
    line("           %s", replays());
    line(
        "           %s share counters, so more can be worse: %s",
        answer.counted(),
        scanned.monotone()
            ? "more was never worse in what was tried"
            : "NOT MONOTONE: more was worse somewhere in what was tried");
    if (scanned.safe() > scanned.amount()) {
      line(
          "           from %,d on it held wherever it was tried, but not all the way from %,d",
          scanned.safe(), scanned.amount());
    }
    if (scanned.step() > 1) {
      line("           below it amounts were tried at most %,d apart", scanned.step());
    }
  }

  private void enough(long amount) {
    String never =
        answer.trials().stream()
            .filter(trial -> trial.amount() == amount)
            .map(trial -> share(trial) + " of " + number(trial.members()))
            .findFirst()
            .orElse("enough");
    line(
        "answer     %s: %s %s are never limited (asked: %s)",
        CountText.ofUnit(amount, answer.unit()),
        never,
        answer.counted(),
        SearchReport.percent(search.question().share()));
  }

  private String replays() {
    return String.format(
        Locale.ROOT,
        "%s tried over a spool of %s (%.1f MB)",
        CountText.of(answer.trials().size(), "amount"),
        CountText.of(answer.spool().calls(), "call"),
        answer.spool().bytes() / MEGABYTE);
  }

  private void amounts() {
    if (answer.trials().isEmpty()) {
      return;
    }
    line("");
    line("%20s %15s %10s", "amount", "never limited", "share");
    for (Trial trial : answer.trials()) {
      line("%,20d %,15d %10s", trial.amount(), trial.within(), share(trial));
    }
  }

  private void head() {
    ReportHead head = search.head();
    line("");
    line("policy     %s, version %s", head.policy(), brief(head.policyVersion()));
    line("mapping    %s %s", head.mapping(), brief(head.mappingVersion()));
    line("input      sha256 %s", brief(answer.reading().reading().sha256()));
    line("headgate   %s, seed %d, equal stamps %s", head.headgate(), head.seed(), head.spread());
    line("repeat     %s", head.typed());
  }

  private static String brief(String hash) {
    return hash.length() > HASH_SHOWN ? hash.substring(0, HASH_SHOWN) : hash;
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String share(Trial trial) {
    return trial.members() == 0
        ? "-"
        : String.format(Locale.ROOT, "%.2f%%", 100.0 * trial.within() / trial.members());
  }

  @SuppressWarnings("AnnotateFormatMethod") // that annotation is not among our libraries
  private void line(String form, Object... values) {
    text.append(String.format(Locale.ROOT, form, values).stripTrailing()).append('\n');
  }
}
