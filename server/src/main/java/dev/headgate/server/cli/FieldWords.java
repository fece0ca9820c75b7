package dev.headgate.server.cli;

import dev.headgate.client.profile.Profile;
import dev.headgate.client.reading.Ending;
import dev.headgate.client.reading.Response;
import dev.headgate.client.reading.ResponseReader;
import dev.headgate.client.reading.Said;
import dev.headgate.client.reading.Stand;
import dev.headgate.core.time.Micros;
import dev.headgate.headers.reading.FieldLines;
import dev.headgate.policy.text.CountText;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the fields of a response say about limits, in words. Stateless. */
final class FieldWords {
  private FieldWords() {}

  /** A sentence for each limit, for the cost, and for what could not be understood. */
  static List<String> of(Profile profile, HttpResponse<String> response, long now) {
    Said said =
        new ResponseReader(profile.dialect())
            .read(
                new Response(
                    response.statusCode(),
                    FieldLines.of(response.headers().map()),
                    response.body()),
                now);
    List<String> words = new ArrayList<>();
    said.stands().forEach(stand -> words.add(words(stand)));
    if (said.cost() != null) {
      words.add("cost: " + CountText.of(said.cost(), "point"));
    }
    switch (said.ending()) {
      case Ending.Refused(List<String> names, Long wait) ->
          words.add(
              "refused%s; the server asks to wait %s"
                  .formatted(
                      names.isEmpty() ? "" : " by " + String.join(", ", names),
                      wait == null ? "no stated time" : length(wait)));
      case Ending.Unavailable(long wait) -> words.add("unavailable for " + length(wait));
      case Ending.Trouble trouble -> words.add("the server failed");
      case Ending.Done done -> {}
    }
    said.ignored().forEach(problem -> words.add("not understood: " + problem));
    if (said.stands().isEmpty()) {
      words.add("nothing in the fields says where you stand");
    }
    return words;
  }

  private static String words(Stand stand) {
    StringBuilder words = new StringBuilder(stand.limit());
    if (!stand.partition().isEmpty()) {
      words.append(" of ").append(stand.partition());
    }
    words.append(": ");
    words.append(stand.remaining() == null ? "?" : number(stand.remaining()));
    if (stand.quota() != null) {
      words.append(" of ").append(number(stand.quota()));
    }
    words.append(" left");
    if (stand.span().windowMicros() != null) {
      words.append(", renewed over ").append(length(stand.span().windowMicros()));
    }
    if (stand.span().resetMicros() != null) {
      words.append(", reset in ").append(length(stand.span().resetMicros()));
    }
    if (stand.remaining() == null) {
      words.append("; what is left is withheld");
    }
    return words.append(stand.isInForce() ? "" : "; announced, not in force").toString();
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String length(long micros) {
    double seconds = (double) micros / Micros.SECOND;
    return seconds < 120
        ? String.format(Locale.ROOT, seconds == Math.rint(seconds) ? "%.0f s" : "%.1f s", seconds)
        : String.format(Locale.ROOT, "%.0f min", Math.ceil(seconds / 60));
  }
}
