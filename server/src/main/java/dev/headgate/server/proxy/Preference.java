package dev.headgate.server.proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request says in Prefer (RFC 7240): how long it would wait, which is for the proxy, and
 * what else, which is for the upstream.
 *
 * @param waits how long it would wait at most; null if it does not say
 * @param others what is passed on
 */
record Preference(@Nullable Duration waits, List<String> others) {
  private static final Pattern WAIT =
      Pattern.compile("\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

  /** A comma outside of quotes parts two preferences. */
  private static final Pattern COMMA = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

  /** Reads the lines of the field; of several waits the first holds, as the RFC has it. */
  static Preference of(List<String> lines) {
    Duration waits = null;
    List<String> others = new ArrayList<>();
    for (String line : lines) {
      for (String preference : COMMA.split(line)) {
        Matcher wait = WAIT.matcher(preference);
        if (!wait.matches()) {
          others.add(preference.strip());
        } else if (waits == null) {
          waits = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        }
      }
    }
    others.removeIf(String::isEmpty);
    return new Preference(waits, List.copyOf(others));
  }

  /** How long it may wait. */
  Duration within(Duration usual, Duration most) {
    if (waits == null) {
      return usual;
    }
    return waits.compareTo(most) > 0 ? most : waits;
  }
}
