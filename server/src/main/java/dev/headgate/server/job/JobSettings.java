package dev.headgate.server.job;

import dev.headgate.client.listen.Listener;
import dev.headgate.client.profile.Profile;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * How a job is run.
 *
 * @param profile the provider's
 * @param http sends what the client says
 * @param fields of every request that has none of that name itself, credentials among them
 * @param inFlight calls that are handed to the client at a time, 1 to {@link #IN_FLIGHT_MAX}
 * @param terms the program's name, what calls cost, and who hears of waits
 */
public record JobSettings(
    Profile profile, HttpClient http, Map<String, String> fields, int inFlight, Terms terms) {
  /** The most calls at a time. */
  public static final int IN_FLIGHT_MAX = 1_000;

  /**
   * What the client needs to know.
   *
   * @param app the program's name
   * @param points of a call that does not say itself
   * @param listener hears of every wait
   */
  public record Terms(String app, ToLongFunction<JobCall> points, Listener listener) {}

  /** Checks the range, and copies. */
  public JobSettings {
    if (inFlight < 1 || inFlight > IN_FLIGHT_MAX) {
      throw new IllegalArgumentException(
          "inFlight: " + inFlight + " (expected: 1 to " + IN_FLIGHT_MAX + ")");
    }
    fields = Map.copyOf(fields);
  }
}
