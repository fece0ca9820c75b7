package dev.headgate.server.cli;

import dev.headgate.client.http.Answer;
import dev.headgate.client.http.CallOptions;
import dev.headgate.client.http.HeadgateClient;
import dev.headgate.client.listen.Note;
import dev.headgate.client.profile.Profile;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.SystemTime;
import dev.headgate.core.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes one call as the client library would, and says in words what came of it. */
@Command(
    name = "call",
    mixinStandardHelpOptions = true,
    description =
        "Makes one call: waits, retries, follows redirects, and tells the fields in words.",
    footer = {
      "",
      "The body goes to the standard output, everything else to the error output.",
      "Example: headgate call GET https://api.example.org/items --profile atlassian",
      "Exit codes: 0 for a response below 400, 1 for any other end."
    })
final class CallCommand implements Callable<Integer> {
  private static final int WELL = 400;

  private final Terminal terminal;
  private final TimeSource time = SystemTime.startingAt(0);
  private final List<String> told = new ArrayList<>();

  @Mixin private ClientOptions client = new ClientOptions();

  @Parameters(index = "0", paramLabel = "METHOD", description = "GET, POST, ...")
  private String method = "GET";

  @Parameters(index = "1", paramLabel = "URL", description = "http or https.")
  private URI uri = URI.create("http://127.0.0.1/");

  @Option(
      names = {"-d", "--data"},
      paramLabel = "TEXT",
      description = "The body.")
  private @Nullable String data;

  @Option(names = "--tenant", paramLabel = "NAME", description = "For whom. Default: the origin.")
  private @Nullable String tenant;

  @Option(
      names = "--max-wait",
      paramLabel = "SECONDS",
      description = "The longest wait over all attempts. Default: 300.")
  private long waitSeconds = 300;

  @Option(names = "--json", description = "Print everything as one document of JSON.")
  private boolean json;

  CallCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Profile profile;
    HttpRequest request;
    CallOptions options;
    try {
      profile = client.profile();
      request = request();
      options = CallOptions.USUAL.alone().waitingAtMost(Duration.ofSeconds(waitSeconds));
    } catch (IllegalArgumentException wrong) {
      terminal.note("headgate call: " + wrong.getMessage());
      return Exit.USAGE.code();
    }
    CallOptions own = tenant == null ? options : options.forTenant(tenant);
    try (HeadgateClient sender =
        HeadgateClient.of(profile).app(client.app()).listener(this::note).build()) {
      return show(profile, sender.send(request, BodyHandlers.ofString(), own));
    }
  }

  private HttpRequest request() {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    client.fields().forEach(request::setHeader);
    String body = data;
    return request
        .method(
            method.toUpperCase(Locale.ROOT),
            body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .build();
  }

  private synchronized void note(Note note) {
    String words =
        switch (note) {
          case Note.Waiting waiting -> waiting.words(time.micros());
          case Note.Refused(long call, String gate, String reason, long until) ->
              "refused at %s (%s); again in %s".formatted(gate, reason, seconds(until));
          case Note.Retrying(long call, String failure, int retry, long at) ->
              "retry %d after %s in %s".formatted(retry, failure, seconds(at));
          case Note.RunningDry dry -> "will not last until its reset: " + dry.gate();
          case Note.Ignored(long call, String problem) -> "not understood: " + problem;
          case Note.Sent sent -> "";
          case Note.Ended ended -> "";
        };
    if (!words.isEmpty()) {
      told.add(words);
      if (!json) {
        terminal.note(words);
      }
    }
  }

  private String seconds(long until) {
    double left = (double) Math.max(0, until - time.micros()) / Micros.SECOND;
    return String.format(Locale.ROOT, "%.1f s", left);
  }

  private int show(Profile profile, Answer<String> answer) {
    return switch (answer) {
      case Answer.Got<String>(HttpResponse<String> response, int attempts) -> {
        List<String> words = FieldWords.of(profile, response, time.micros());
        got(response, attempts, words);
        yield response.statusCode() < WELL ? Exit.OK.code() : Exit.PROBLEMS.code();
      }
      case Answer.RetryLater<String>(var at, var reason, String policy) ->
          without(
              "later", "not carried out: %s at %s; not before %s".formatted(reason, policy, at));
      case Answer.OutcomeUnknown<String>(var failure, String detail) ->
          without(
              "unknown",
              "sent, and nobody knows whether it was carried out: " + failure + ", " + detail);
      case Answer.Failed<String>(var failure, String detail) ->
          without("failed", "failed, and may be tried again: " + failure + ", " + detail);
    };
  }

  private void got(HttpResponse<String> response, int attempts, List<String> words) {
    if (json) {
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("outcome", "answered");
      value.put("status", response.statusCode());
      value.put("attempts", attempts);
      value.put("told", List.copyOf(told));
      value.put("limits", words);
      value.put("fields", response.headers().map());
      value.put("body", response.body());
      terminal.line(Json.of(value));
      return;
    }
    terminal.note(
        "status %d, sent %s"
            .formatted(response.statusCode(), attempts == 1 ? "once" : attempts + " times"));
    words.forEach(terminal::note);
    terminal.out().print(response.body());
    terminal.out().flush();
  }

  private int without(String outcome, String words) {
    if (json) {
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("outcome", outcome);
      value.put("told", List.copyOf(told));
      value.put("why", words);
      terminal.line(Json.of(value));
    } else {
      terminal.note(words);
    }
    return Exit.PROBLEMS.code();
  }
}
