package dev.headgate.server.job;

import dev.headgate.client.http.Answer;
import dev.headgate.client.http.CallOptions;
import dev.headgate.client.http.HeadgateClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job: makes every call of it that is not done, a few at a time, in the order of the
 * lines as far as the provider's limits let them. Ends early where more than {@link #TROUBLE_MAX}
 * calls could not be made. For the thread that runs it; may be stopped by any.
 */
public final class JobRun {
  /** The most calls without an answer before a run ends early. */
  public static final int TROUBLE_MAX = 1_000;

  /** A job waits for its calls as long as it takes. */
  private static final Duration PATIENCE = Duration.ofDays(36_500);

  private static final int ANSWERS_WAIT_SECONDS = 10;

  private final JobSettings settings;
  private final Journal journal;
  private final Consumer<JobAnswer> answers;
  private final Semaphore free;
  private final JobTally tally = new JobTally();
  private final Set<Open> open = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /** A call that was handed to the client. */
  private record Open(JobCall call, CompletableFuture<Answer<String>> answer) {}

  /** A run; {@code answers} hears of each response, on threads of the client. */
  public JobRun(JobSettings settings, Journal journal, Consumer<JobAnswer> answers) {
    this.settings = settings;
    this.journal = journal;
    this.answers = answers;
    free = new Semaphore(settings.inFlight());
  }

  /** Makes the calls of a file that the journal does not know as done. */
  public JobSummary run(BufferedReader file, JobReader reader)
      throws IOException, InterruptedException {
    boolean undone = settings.profile().conduct().retry().refusedIsUndone();
    JobSettings.Terms terms = settings.terms();
    try (HeadgateClient client =
        HeadgateClient.of(settings.profile())
            .http(new SentMarks(settings.http(), journal, undone))
            .app(terms.app())
            .listener(terms.listener())
            .build()) {
      long number = 0;
      for (String line = JobReader.next(file);
          line != null && goesOn();
          line = JobReader.next(file)) {
        take(client, reader.read(++number, line));
      }
      awaitAll();
    }
    return tally.summary();
  }

  /** Makes no more calls, and waits a while for the answers to those that were sent. */
  public void stop() {
    stopped = true;
    for (Open one : open) {
      if (journal.mark(one.call().line()) != Mark.SENT) {
        one.answer().cancel(true);
      }
    }
  }

  /** What became of the job so far. */
  public JobSummary summary() {
    return tally.summary();
  }

  private boolean goesOn() {
    return !stopped && tally.trouble() <= TROUBLE_MAX;
  }

  private void take(HeadgateClient client, JobLine line) throws InterruptedException {
    switch (line) {
      case JobLine.Nothing() -> {}
      case JobLine.Wrong(String problem) -> tally.problem(problem);
      case JobLine.Wanted(JobCall call) -> {
        tally.line();
        wanted(client, call);
      }
    }
  }

  private void wanted(HeadgateClient client, JobCall call) throws InterruptedException {
    switch (journal.mark(call.line())) {
      case DONE -> tally.doneBefore();
      case UNKNOWN -> tally.unknown(call.line());
      case PLANNED -> make(client, call);
      case SENT -> {
        if (call.isRepeatable()) {
          make(client, call);
        } else {
          journal.unknown(call.line());
          tally.unknown(call.line());
        }
      }
    }
  }

  private void make(HeadgateClient client, JobCall call) throws InterruptedException {
    free.acquire();
    if (stopped) {
      free.release();
      return;
    }
    CompletableFuture<Answer<String>> answer =
        client.sendAsync(request(call), BodyHandlers.ofString(), options(call));
    Open one = new Open(call, answer);
    open.add(one);
    var _ =
        answer.whenComplete(
            (got, problem) -> {
              try {
                ended(call, got, problem);
              } finally {
                open.remove(one);
                free.release();
              }
            });
  }

  private HttpRequest request(JobCall call) {
    HttpRequest.Builder request = HttpRequest.newBuilder(call.uri());
    Map<String, String> fields = new HashMap<>();
    Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    named.addAll(call.fields().keySet());
    settings.fields().forEach((name, value) -> putIfNew(fields, named, name, value));
    fields.putAll(call.fields());
    fields.forEach(request::setHeader);
    request.setHeader(SentMarks.LINE, Long.toString(call.line()));
    String text = call.body();
    BodyPublisher body = text == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text);
    return request.method(call.method(), body).build();
  }

  private static void putIfNew(
      Map<String, String> fields, Set<String> named, String name, String value) {
    if (!named.contains(name)) {
      fields.put(name, value);
    }
  }

  private CallOptions options(JobCall call) {
    Long stated = call.meta().points();
    long points = stated == null ? settings.terms().points().applyAsLong(call) : stated;
    CallOptions options = CallOptions.USUAL.alone().waitingAtMost(PATIENCE).costing(points);
    String tenant = call.meta().tenant();
    return tenant == null ? options : options.forTenant(tenant);
  }

  private void ended(JobCall call, @Nullable Answer<String> answer, @Nullable Throwable problem) {
    long line = call.line();
    switch (answer) {
      case null -> broken(call, problem);
      case Answer.Got<String>(var response, int attempts) -> {
        answers.accept(new JobAnswer(call, response.statusCode(), response.body()));
        journal.done(line, response.statusCode());
        tally.answered(response.statusCode());
      }
      case Answer.RetryLater<String>(var at, var reason, String policy) -> {
        journal.planned(line);
        tally.left(line, "%s at %s, not before %s".formatted(reason, policy, at));
      }
      case Answer.OutcomeUnknown<String> unknown -> {
        journal.unknown(line);
        tally.unknown(line);
      }
      case Answer.Failed<String>(var failure, String detail) -> {
        journal.planned(line);
        tally.left(line, failure + ": " + detail);
      }
    }
  }

  /** Given up, by us or by a body that broke off: the mark in the journal says how far it came. */
  private void broken(JobCall call, @Nullable Throwable problem) {
    boolean sent = journal.mark(call.line()) == Mark.SENT;
    if (sent && !call.isRepeatable()) {
      journal.unknown(call.line());
      tally.unknown(call.line());
    } else if (!stopped) {
      journal.planned(call.line());
      String why = problem == null ? "no answer" : String.valueOf(problem.getMessage());
      tally.left(call.line(), why);
    }
  }

  private void awaitAll() throws InterruptedException {
    int all = settings.inFlight();
    boolean ended = false;
    while (!ended && !stopped) {
      ended = free.tryAcquire(all, 1, TimeUnit.SECONDS);
    }
    if (!ended) {
      ended = free.tryAcquire(all, ANSWERS_WAIT_SECONDS, TimeUnit.SECONDS);
    }
    if (ended) {
      free.release(all);
    }
  }
}
