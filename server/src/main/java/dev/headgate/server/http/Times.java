package dev.headgate.server.http;

import dev.headgate.core.time.Micros;
import dev.headgate.headers.IsoSeconds;
import java.util.Arrays;

/** Instants as ISO 8601 in UTC. */
final class Times {
  private static final int KEPT = 16;

  /** Each thread keeps the texts it wrote last, since resets repeat call after call. */
  private static final ThreadLocal<IsoSeconds[]> LAST = ThreadLocal.withInitial(Times::fresh);

  private Times() {}

  /** To the microsecond. */
  static String exact(long micros) {
    return Micros.instant(micros).toString();
  }

  /** In whole seconds, rounded up, never before now. */
  static String whole(long micros, long now) {
    long instant = Math.max(micros, now);
    long second = Math.ceilDiv(instant, Micros.SECOND);
    return LAST.get()[(int) (second & (KEPT - 1))].format(instant, now);
  }

  private static IsoSeconds[] fresh() {
    IsoSeconds[] fresh = new IsoSeconds[KEPT];
    Arrays.setAll(fresh, slot -> new IsoSeconds());
    return fresh;
  }
}
