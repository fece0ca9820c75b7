package dev.headgate.server.http;

import dev.headgate.core.time.Micros;
import dev.headgate.headers.IsoSeconds;

/** Instants as ISO 8601 in UTC. */
final class Times {
  /** Each thread keeps the text it wrote last, since resets repeat call after call. */
  private static final ThreadLocal<IsoSeconds> LAST = ThreadLocal.withInitial(IsoSeconds::new);

  private Times() {}

  /** To the microsecond. */
  static String exact(long micros) {
    return Micros.instant(micros).toString();
  }

  /** In whole seconds, rounded up, never before now. */
  static String whole(long micros, long now) {
    return LAST.get().format(micros, now);
  }
}
