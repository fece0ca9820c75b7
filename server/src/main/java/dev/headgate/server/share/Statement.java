package dev.headgate.server.share;

import java.util.ArrayList;
import java.util.List;

/**
 * All that a member says of itself at one ring.
 *
 * @param number of the message; the server passes over one that was overtaken
 * @param holds places that calls under way have, and one that is kept for it
 * @param answered of how many places the response came since the last message
 * @param wants what it does in the line
 * @param unused instants of places that were kept for it and that it gives back
 */
record Statement(long number, int holds, int answered, Wants wants, List<Long> unused) {
  /** What a member does in the line. */
  enum Wants {
    NOTHING("0"),
    STANDS("1"),
    ASKS("2");

    private final String code;

    Wants(String code) {
      this.code = code;
    }
  }

  /** As the script takes it, after the instant and the run id of the server. */
  List<String> words(Ring ring) {
    List<String> words =
        new ArrayList<>(
            List.of(
                ring.member(),
                Long.toString(number),
                Integer.toString(ring.rate().count()),
                Long.toString(ring.window()),
                Integer.toString(holds),
                Integer.toString(answered),
                wants.code,
                Long.toString(SharedPlaces.PRESENCE),
                Integer.toString(SharedPlaces.MEMBERS_MAX),
                Long.toString(SharedPlaces.ASK_AGAIN_MAX)));
    unused.forEach(instant -> words.add(Long.toString(instant)));
    return words;
  }
}
