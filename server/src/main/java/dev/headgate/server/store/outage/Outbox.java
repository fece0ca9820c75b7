package dev.headgate.server.store.outage;

import dev.headgate.server.observe.Metrics;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where settlements lie that wait for the store. What it is given to call is called by a thread of
 * its own or by the caller, once each. Safe for all threads.
 */
public interface Outbox extends AutoCloseable {
  /** They end with this process. */
  Outbox MEMORY = new InProcess();

  /**
   * What lies in it.
   *
   * @param number under which it is found again after a restart, or {@link #NOWHERE}
   */
  record Kept(Undelivered what, long number) {
    /** Known to this process alone. */
    static final long NOWHERE = 0;

    /** Whether it would be found again. */
    public boolean isWritten() {
      return number != NOWHERE;
    }

    /** One that this process alone knows. */
    public static Kept inProcess(Undelivered what) {
      return new Kept(what, NOWHERE);
    }
  }

  /** What an earlier process left, oldest first. */
  List<Kept> left();

  /** Keeps a settlement; {@code then} is told when it lies there, or could not be written. */
  void keep(Undelivered what, Consumer<Kept> then);

  /** Lets go of one; {@code then} is told whether it is gone. */
  void forget(Kept kept, Consumer<Boolean> then);

  /** Shows how it is doing. */
  void showIn(Metrics metrics);

  /** Writes what it was given and lets go. */
  @Override
  void close();
}
