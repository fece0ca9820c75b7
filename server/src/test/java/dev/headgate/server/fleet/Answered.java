package dev.headgate.server.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a node said about a call.
 *
 * @param allowed whether it may pass
 * @param reduced whether the node decided without its store
 * @param status of the call
 * @param reservation its id, or empty
 * @param stands where the caller stands with each limit
 */
record Answered(
    boolean allowed, boolean reduced, int status, String reservation, List<Stand> stands) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A limit: its name, what remains, and the instant of its reset in seconds. */
  record Stand(String rule, long remaining, long resetAt) {}

  /** Reads a decision. */
  static Answered of(String text) {
    JsonNode json = JSON.readTree(text);
    List<Stand> stands = new ArrayList<>();
    for (JsonNode claim : json.path("claims")) {
      Instant reset = Instant.parse(claim.path("resetAt").asString(Instant.EPOCH.toString()));
      stands.add(
          new Stand(
              claim.path("rule").asString(),
              claim.path("remaining").asLong(),
              reset.getEpochSecond()));
    }
    return new Answered(
        json.path("decision").asString().equals("allowed"),
        json.path("reduced").asBoolean(false),
        json.path("status").asInt(),
        json.path("reservation").path("id").asString(""),
        List.copyOf(stands));
  }
}
