package dev.headgate.server.cli;

import dev.headgate.simulator.report.CsvReport;
import dev.headgate.simulator.report.JsonReport;
import dev.headgate.simulator.report.ReportHead;
import dev.headgate.simulator.report.SearchReport;
import dev.headgate.simulator.report.TextSearch;
import dev.headgate.simulator.search.Answer;
import dev.headgate.simulator.search.Question;
import dev.headgate.simulator.search.Search;
import dev.headgate.simulator.traffic.InputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A search for an amount, from the command line.
 *
 * @param terminal where the answer goes
 * @param options how it is reported
 * @param spool folder in which calls are kept if they are needed more than once
 */
record SearchRun(Terminal terminal, LogOptions options, Path spool) {
  int run(Question question, ReportHead head, List<InputFile> files)
      throws IOException, InterruptedException {
    Search search;
    try {
      search = new Search(question);
    } catch (IllegalArgumentException impossible) {
      terminal.note("headgate compare: --search: " + impossible.getMessage());
      return Exit.PROBLEMS.code();
    }
    try (Interruption interruption = Interruption.stops(search::stop)) {
      Answer answer = run(search, files);
      int code = show(new SearchReport(head, question, search.now(), answer));
      interruption.answered();
      return code;
    }
  }

  private Answer run(Search search, List<InputFile> files)
      throws IOException, InterruptedException {
    ProgressLine.Progress progress =
        new ProgressLine.Progress() {
          @Override
          public long decided() {
            return search.decided();
          }

          @Override
          public long bytes() {
            return search.bytes();
          }
        };
    ProgressLine line =
        ProgressLine.start(terminal, options.progress(), progress, ProgressLine.bytes(files));
    try {
      return search.run(files, spool);
    } finally {
      line.end();
    }
  }

  private int show(SearchReport report) {
    String text =
        options.json()
            ? JsonReport.of(report)
            : options.csv() ? CsvReport.of(report) : TextSearch.of(report);
    terminal.out().print(text);
    terminal.out().flush();
    report.gaps().forEach(gap -> terminal.note("headgate compare: partial: " + gap));
    if (!report.answer().spool().full().isEmpty()) {
      terminal.note("headgate compare: choose a folder with more room: --spool FOLDER");
    }
    var problems = report.answer().reading().reading().problems();
    Problems.show(terminal, "problem", problems);
    boolean whole = report.gaps().isEmpty() && problems.isEmpty();
    return whole && report.found() ? Exit.OK.code() : Exit.PROBLEMS.code();
  }
}
