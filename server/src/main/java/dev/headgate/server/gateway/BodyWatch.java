package dev.headgate.server.gateway;

import java.util.List;

/**
 * Looks at the bodies of one admitted request while they stream, and may change the fields of its
 * response once it knows better. It never changes a body. All methods are called on the event loop
 * of the client connection and must not block; one that throws is not asked again.
 */
public interface BodyWatch {
  /** Looks at nothing. */
  BodyWatch NONE =
      new BodyWatch() {
        @Override
        public Interest head(ResponseHead head) {
          return Interest.NOTHING;
        }
      };

  /** What is wanted of a response body. */
  enum Interest {
    /** Nothing. */
    NOTHING,
    /** Its parts, as they pass. */
    PARTS,
    /**
     * Its parts, and that the head waits until {@link #fields} has an answer: at most until {@link
     * GatewaySettings.Sizes#HELD_BYTES_MAX} of the body or {@link
     * GatewaySettings.Times#HELD_MICROS} have passed.
     */
    PARTS_BEFORE_HEAD
  }

  /** Whether it looks at the body of the request. */
  default boolean wantsRequest() {
    return false;
  }

  /** Bytes of the request body; the array is not its own. */
  default void request(byte[] bytes, int from, int to) {}

  /** The head of the final response, before it leaves. */
  Interest head(ResponseHead head);

  /** Bytes of the response body; the array is not its own. */
  default void response(byte[] bytes, int from, int to) {}

  /**
   * Fields that take the place of those of the same names in the admission; empty as long as there
   * is nothing to say. Asked when the head is about to leave; the passage has been told the end
   * before, if the response has ended by then.
   */
  default List<Field> fields() {
    return List.of();
  }
}
