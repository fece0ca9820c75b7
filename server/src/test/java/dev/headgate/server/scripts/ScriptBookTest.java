package dev.headgate.server.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.client.listen.Note;
import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.Micros;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptBookTest {
  private static final long START = Micros.of(java.time.Instant.parse("2026-03-01T10:00:00Z"));

  private final ManualTime time = new ManualTime(START);
  private final List<Loop> named = new ArrayList<>();
  private final ScriptBook book = new ScriptBook(time, named::add);

  @Test
  void whatAScriptDidIsSummedByOperationAndHour() {
    visit("import", 1, new Note.Sent(1, 1, 2_000_000), Visit.End.ANSWERED);
    visit("import", 2, new Note.Refused(1, "gate", "reason", 0), Visit.End.TURNED_AWAY);
    time.advance(3_600 * Micros.SECOND);
    visit("import", 3, new Note.Retrying(1, "REFUSED", 1, 0), Visit.End.LEFT);

    Report report = book.report();

    assertThat(report.rows()).hasSize(2);
    assertThat(report.rows().getLast().counts())
        .isEqualTo(new Counts(new Counts.Made(2, 1, 1), 1, 0, 0, 2_000_000));
    assertThat(report.rows().getFirst().hourMicros()).isEqualTo(START + 3_600 * Micros.SECOND);
    assertThat(report.sum().left()).isEqualTo(1);
  }

  @Test
  void aRequestThatWasAnsweredWithoutBeingSentIsAvoided() {
    Visit visit = new Visit(Script.of("import", null), "GET /items", time.micros());
    book.came(visit, 1);
    visit.happened(new Note.Sent(1, 1, 500_000), false);

    book.ended(visit, Visit.End.ANSWERED);

    assertThat(book.report().sum())
        .isEqualTo(new Counts(new Counts.Made(1, 0, 0), 0, 1, 0, 500_000));
  }

  @Test
  void tenEqualRequestsASecondAreNamedWhileTheyRun() {
    for (int i = 0; i < 30; i++) {
      visit("sync", 7, new Note.Sent(1, 1, 0), Visit.End.ANSWERED);
      time.advance(100_000);
    }

    assertThat(named)
        .singleElement()
        .satisfies(
            loop -> {
              assertThat(loop.script().name()).isEqualTo("sync");
              assertThat(loop.kind()).isEqualTo(Loop.Kind.SAME_REQUEST);
              assertThat(loop.times()).isBetween(20L, 23L);
            });
    assertThat(book.report().loops()).hasSize(1);
    time.advance(60 * Micros.SECOND);
    assertThat(book.report().loops()).as("when it has ended").isEmpty();
  }

  @Test
  void aPollOnceASecondAndDifferentRequestsAreNoLoop() {
    for (int i = 0; i < 300; i++) {
      visit("poll", 7, new Note.Sent(1, 1, 0), Visit.End.ANSWERED);
      visit("import", 1_000 + i, new Note.Sent(1, 1, 0), Visit.End.ANSWERED);
      time.advance(Micros.SECOND);
    }

    assertThat(named).isEmpty();
  }

  @Test
  void whoComesBackBeforeRetryAfterIsOverIsNamed() {
    for (int i = 0; i < 5; i++) {
      visit("hammer", 7, new Note.Sent(1, 1, 0), Visit.End.TURNED_AWAY);
      book.told(7, time.micros() + 10 * Micros.SECOND);
      time.advance(2 * Micros.SECOND);
    }

    assertThat(named)
        .singleElement()
        .satisfies(loop -> assertThat(loop.kind()).isEqualTo(Loop.Kind.IMPATIENT));
  }

  @Test
  void namesBeyondTheBoundAreSummedTogether() {
    for (int i = 0; i < ScriptBook.ROWS_OF_HOUR_MAX + 10; i++) {
      visit("script-" + i, i, new Note.Sent(1, 1, 0), Visit.End.ANSWERED);
    }

    Report report = book.report();

    assertThat(report.rows()).hasSize(ScriptBook.ROWS_OF_HOUR_MAX + 1);
    assertThat(report.rows().getFirst().script()).isEqualTo("(all others)");
    assertThat(report.sum().made().calls()).isEqualTo(ScriptBook.ROWS_OF_HOUR_MAX + 10);
  }

  @Test
  void onlySoManyHoursAreKept() {
    for (int i = 0; i < ScriptBook.HOURS_MAX + 3; i++) {
      visit("import", i, new Note.Sent(1, 1, 0), Visit.End.ANSWERED);
      time.advance(3_600 * Micros.SECOND);
    }

    assertThat(book.report().rows()).hasSize(ScriptBook.HOURS_MAX);
  }

  @Test
  void aReportReadsAsItWasWritten() {
    visit("=cmd()", 1, new Note.Sent(1, 1, 1_500_000), Visit.End.ANSWERED);
    Report report = book.report();

    assertThat(ReportJson.read(ReportJson.of(report, book.standing()))).isEqualTo(report);
    assertThat(ReportText.csv(report))
        .containsExactly(
            "hour,script,operation,calls,sent,refused,turnedAway,avoided,left,secondsWaited",
            "2026-03-01T10:00:00Z,\"'=cmd()\",\"GET /items\",1,1,0,0,0,0,1.500");
    assertThat(ReportText.table(report).get(1)).contains("2026-03-01 10h", "=cmd()", "1.5");
  }

  @Test
  void whatIsNoReportIsRefused() {
    for (String text : List.of("", "{}", "[1]", "{\"rows\":[{}],\"loops\":[]}")) {
      assertThatThrownBy(() -> ReportJson.read(text.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aScriptIsNamedByItselfElseByItsUserAgent() {
    assertThat(Script.of("import", "python").name()).isEqualTo("import");
    assertThat(Script.of(" ", "python/3").name()).isEqualTo("python/3");
    assertThat(Script.of(null, null).name()).isEqualTo("(unnamed)");
    assertThat(Script.of("a\u001b[31m", null).name()).isEqualTo("a?[31m");
    assertThat(Script.of("x".repeat(100), null).name()).hasSize(64);
  }

  private void visit(String script, long digest, Note note, Visit.End end) {
    Visit visit = new Visit(Script.of(script, null), "GET /items", time.micros());
    book.came(visit, digest);
    visit.happened(note, true);
    book.ended(visit, end);
  }
}
