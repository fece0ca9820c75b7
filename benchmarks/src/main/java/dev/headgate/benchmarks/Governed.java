package dev.headgate.benchmarks;

import dev.headgate.client.call.Call;
import dev.headgate.client.call.Party;
import dev.headgate.client.call.Target;
import dev.headgate.client.call.Terms;
import dev.headgate.client.governor.Action;
import dev.headgate.client.governor.Event;
import dev.headgate.client.governor.Governor;
import dev.headgate.client.governor.GovernorSettings;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.reading.Response;
import dev.headgate.headers.reading.FieldLines;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The client's governor alone, with a transport that answers at once: a call arrives, is sent, is
 * answered and ends. Time is virtual, so no call waits, but for those of the last contestant.
 */
final class Governed {
  private static final URI ISSUE = URI.create("https://site.example.org/rest/api/3/issue/ABC-1");

  private static final Response PLAIN = Response.of(200, FieldLines.of(Map.of()));

  private static final Response TELLING =
      Response.of(
          200,
          FieldLines.of(
              Map.of(
                  "Date", List.of("Sun, 22 Nov 2026 08:00:00 GMT"),
                  "RateLimit-Policy", List.of("\"global-app-quota\";q=65000;w=3600"),
                  "RateLimit", List.of("\"global-app-quota\";r=60000;t=600"))));

  /** Who is measured. */
  Map<String, SideBySide.Contestant> contestants() {
    Map<String, SideBySide.Contestant> contestants = new LinkedHashMap<>();
    contestants.put("one gate, nothing in the fields", calls(Profiles.JAMA, PLAIN, 200_000));
    contestants.put("four gates, quota in the fields", calls(Profiles.ATLASSIAN, TELLING, 200_000));
    contestants.put("one gate, every call waits", queued());
    return contestants;
  }

  private static SideBySide.Contestant calls(Profile profile, Response response, long stepMicros) {
    Governor governor = new Governor(profile, GovernorSettings.USUAL);
    Call call = new Call(Target.of("GET", ISSUE), Party.ANONYMOUS, Terms.USUAL);
    long[] state = {0, 1_764_000_000_000_000L};
    return operations -> {
      long actions = 0;
      for (int i = 0; i < operations; i++) {
        long id = state[0]++;
        state[1] += stepMicros;
        actions += governor.on(new Event.Arrived(id, call), state[1]).size();
        actions += governor.on(new Event.Answered(id, response), state[1]).size();
      }
      return actions;
    };
  }

  /** Twenty calls wait at any time behind ten a second; the next leaves when the gate opens. */
  private static SideBySide.Contestant queued() {
    Governor governor = new Governor(Profiles.JAMA, GovernorSettings.USUAL);
    Terms patient = Terms.USUAL.withWaitMax(Terms.WAIT_MAX);
    Call call = new Call(Target.of("GET", ISSUE), Party.ANONYMOUS, patient);
    long[] state = {0, 1_764_000_000_000_000L};
    return operations -> {
      long sent = 0;
      while (sent < operations) {
        while (governor.size() < 30) {
          sent +=
              follow(governor, governor.on(new Event.Arrived(state[0]++, call), state[1]), state);
        }
        state[1] = Math.max(state[1], governor.wakeAt());
        sent += follow(governor, governor.on(new Event.Woke(), state[1]), state);
      }
      return sent;
    };
  }

  private static long follow(Governor governor, List<Action> first, long[] state) {
    long sent = 0;
    ArrayDeque<Action> actions = new ArrayDeque<>(first);
    while (!actions.isEmpty()) {
      if (actions.remove() instanceof Action.Send(long id, int attempt)) {
        sent++;
        actions.addAll(governor.on(new Event.Answered(id, PLAIN), state[1]));
      }
    }
    return sent;
  }
}
