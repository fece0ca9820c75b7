package dev.headgate.simulator.workload;

import dev.headgate.core.time.Micros;
import java.io.IOException;

/** What sees the calls of one app through. For one thread. */
sealed interface Client permits Client.Repeating, GovernedClient {
  /** A program wants a call now. */
  void want(Wish wish, long now) throws IOException;

  /**
   * Repeats what is refused after a fixed time, and looks at nothing that the answer says.
   *
   * @param pause before it repeats, in microseconds
   * @param repeats how often, at least 0
   */
  record Repeating(Provider provider, Agenda agenda, long pause, int repeats) implements Client {
    private static final int NAIVE_REPEATS = 5;
    private static final int IMPATIENT_REPEATS = 100;

    /** Gives up at once. */
    static Client script(Provider provider, Agenda agenda) {
      return new Repeating(provider, agenda, 0, 0);
    }

    /** Five times, a second apart. */
    static Client naive(Provider provider, Agenda agenda) {
      return new Repeating(provider, agenda, Micros.SECOND, NAIVE_REPEATS);
    }

    /** A hundred times, at once. */
    static Client impatient(Provider provider, Agenda agenda) {
      return new Repeating(provider, agenda, 0, IMPATIENT_REPEATS);
    }

    @Override
    public void want(Wish wish, long now) throws IOException {
      provider.send(
          wish,
          now,
          (response, served, then) -> {
            if (served || wish.attempts() > repeats) {
              wish.end(then);
            } else {
              agenda.at(then + pause, later -> want(wish, later));
            }
          });
    }
  }
}
