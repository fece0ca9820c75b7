package dev.headgate.server.gateway;

import java.util.List;
import java.util.Objects;

/** What the gatekeeper says to one request. */
public sealed interface Admission {

  /**
   * The request may pass.
   *
   * @param responseFields set on the response; upstream fields of the same names are replaced
   * @param upstreamRemoved names of request fields that the upstream must not see
   * @param upstreamAdded request fields added for the upstream, after the removal
   * @param passage told once how the request ended
   */
  record Forward(
      List<Field> responseFields,
      List<String> upstreamRemoved,
      List<Field> upstreamAdded,
      Passage passage)
      implements Admission {
    public Forward {
      responseFields = List.copyOf(responseFields);
      upstreamRemoved = List.copyOf(upstreamRemoved);
      upstreamAdded = List.copyOf(upstreamAdded);
      Objects.requireNonNull(passage, "passage");
    }
  }

  /**
   * The request is answered here and nothing is sent upstream.
   *
   * @param status 200 to 599
   * @param contentType empty if there is no body
   * @param body not copied: must not be changed afterwards
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes go to the socket; nobody compares answers
  record Answer(int status, List<Field> fields, String contentType, byte[] body)
      implements Admission {
    public Answer {
      if (status < 200 || status > 599) {
        throw new IllegalArgumentException("status: " + status + " (expected: 200 to 599)");
      }
      fields = List.copyOf(fields);
      Objects.requireNonNull(contentType, "contentType");
      Objects.requireNonNull(body, "body");
    }
  }
}
