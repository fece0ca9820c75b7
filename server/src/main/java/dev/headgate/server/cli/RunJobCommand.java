package dev.headgate.server.cli;

import dev.headgate.client.listen.Listener;
import dev.headgate.client.listen.Note;
import dev.headgate.core.time.SystemTime;
import dev.headgate.core.time.TimeSource;
import dev.headgate.policy.text.CountText;
import dev.headgate.server.job.JobAnswer;
import dev.headgate.server.job.JobReader;
import dev.headgate.server.job.JobRun;
import dev.headgate.server.job.JobSettings;
import dev.headgate.server.job.JobSummary;
import dev.headgate.server.job.Journal;
import dev.headgate.server.job.JournalException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the calls of a file, within the provider's limits, once. */
@Command(
    name = "run-job",
    mixinStandardHelpOptions = true,
    description =
        "Makes the calls of a file within the provider's limits; may be ended and resumed.",
    footer = {
      "",
      "A line is GET /items/7, or JSON: id, method, url, headers, body, tenant, points.",
      "What was sent without an answer and must not be done twice is reported, not sent again.",
      "Example: headgate run-job calls.jsonl --base https://jama.example.org --profile jama",
      "docs/guides/jobs.md tells more."
    })
final class RunJobCommand implements Callable<Integer> {
  private static final int SHOWN_MAX = 20;

  /** Waits below a minute are nobody's business. */
  private static final long LONG_WAIT_MICROS = 60_000_000;

  private final Terminal terminal;
  private final TimeSource time = SystemTime.startingAt(0);

  @Mixin private ClientOptions client = new ClientOptions();

  @Parameters(paramLabel = "FILE", description = "The calls, one in a line.")
  private Path file = Path.of("calls.jsonl");

  @Option(names = "--base", paramLabel = "URL", description = "Where targets without host lead.")
  private @Nullable URI base;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description = "How far each call has come. Default: the file's name with .journal.")
  private @Nullable Path journalFile;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Append each response as a line of JSON: line, id, status, body.")
  private @Nullable Path out;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "Calls at a time, at most 1,000. Default: 16.")
  private int inFlight = 16;

  @Option(names = "--quiet", description = "Do not say why it waits.")
  private boolean quiet;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  RunJobCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    JobSettings settings;
    try {
      HttpClient http = HttpClient.newHttpClient();
      JobSettings.Terms terms =
          new JobSettings.Terms(client.app(), call -> 1, quiet ? Listener.NONE : this::note);
      settings = new JobSettings(client.profile(), http, client.fields(), inFlight, terms);
    } catch (IllegalArgumentException wrong) {
      terminal.note("headgate run-job: " + wrong.getMessage());
      return Exit.USAGE.code();
    }
    Path marks = journalFile == null ? Path.of(file + ".journal") : journalFile;
    try (Journal journal = Journal.open(marks, digest())) {
      return run(settings, journal);
    } catch (JournalException unusable) {
      terminal.note("headgate run-job: " + unusable.getMessage());
      return Exit.CANNOT_START.code();
    } catch (NoSuchFileException missing) {
      terminal.note("headgate run-job: no such file: " + missing.getFile());
      return Exit.CANNOT_START.code();
    }
  }

  private int run(JobSettings settings, Journal journal) throws IOException, InterruptedException {
    try (BufferedReader lines = Files.newBufferedReader(file);
        PrintWriter results = results()) {
      Consumer<JobAnswer> keep = answer -> keep(results, answer);
      JobRun run = new JobRun(settings, journal, keep);
      try (Interruption interruption = Interruption.stops(run::stop)) {
        JobSummary summary = run.run(lines, new JobReader(base));
        show(summary);
        interruption.answered();
        return summary.isWell() ? Exit.OK.code() : Exit.PROBLEMS.code();
      }
    }
  }

  private PrintWriter results() throws IOException {
    return new PrintWriter(
        out == null
            ? java.io.Writer.nullWriter()
            : Files.newBufferedWriter(out, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  private static void keep(PrintWriter results, JobAnswer answer) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("line", answer.call().line());
    line.put("id", answer.call().meta().id());
    line.put("status", answer.status());
    line.put("body", answer.body());
    results.println(Json.line(line));
    results.flush();
  }

  private void note(Note note) {
    switch (note) {
      case Note.Refused(long call, String gate, String reason, long until) ->
          terminal.note("refused at " + gate + ": " + reason);
      case Note.RunningDry dry -> terminal.note("will not last until its reset: " + dry.gate());
      case Note.Waiting waiting -> {
        if (waiting.until() - time.micros() > LONG_WAIT_MICROS) {
          terminal.note(waiting.words(time.micros()));
        }
      }
      case Note.Retrying(long call, String failure, int retry, long at) ->
          terminal.note("retry " + retry + " after " + failure);
      case Note.Sent sent -> {}
      case Note.Ignored ignored -> {}
      case Note.Ended ended -> {}
    }
  }

  private void show(JobSummary summary) {
    if (json) {
      terminal.line(Json.of(value(summary)));
      return;
    }
    terminal.line(
        "%s: %,d answered now, %,d before, %,d unknown, %,d left"
            .formatted(
                CountText.of(summary.lines(), "call"),
                summary.answered(),
                summary.before(),
                summary.unknown().size(),
                summary.left().size()));
    summary.byStatus().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry -> terminal.line("  status %d: %,d".formatted(entry.getKey(), entry.getValue())));
    summary.problems().stream().limit(SHOWN_MAX).forEach(p -> terminal.note("problem: " + p));
    if (!summary.unknown().isEmpty()) {
      terminal.note(
          "unknown, look whether they were done; not sent again: lines "
              + first(summary.unknown()));
    }
    summary.left().stream()
        .limit(SHOWN_MAX)
        .forEach(left -> terminal.note("left: line " + left.line() + ": " + left.why()));
    if (!summary.left().isEmpty()) {
      terminal.note("the same command makes what is left");
    }
  }

  private static String first(List<Long> lines) {
    String text = String.join(", ", lines.stream().limit(SHOWN_MAX).map(String::valueOf).toList());
    return lines.size() > SHOWN_MAX ? text + ", ..." : text;
  }

  private static Map<String, Object> value(JobSummary summary) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("lines", summary.lines());
    value.put("answered", summary.answered());
    value.put("before", summary.before());
    value.put("byStatus", new java.util.TreeMap<>(summary.byStatus()));
    value.put("unknown", summary.unknown());
    value.put("left", summary.left());
    value.put("problems", summary.problems());
    return value;
  }

  private String digest() throws IOException {
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      byte[] digest = ((DigestInputStream) in).getMessageDigest().digest();
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
