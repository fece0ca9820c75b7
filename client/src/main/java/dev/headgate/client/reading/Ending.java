package dev.headgate.client.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a call, by its response. */
public sealed interface Ending {

  /** Carried out, or refused for good: for the caller to read. */
  record Done() implements Ending {}

  /**
   * Not carried out, because of a limit.
   *
   * @param names what the response calls the limits or reasons, most telling first
   * @param waitMicros how long to wait at least; null if it does not say, or says zero
   */
  record Refused(List<String> names, @Nullable Long waitMicros) implements Ending {
    /** Copies. */
    public Refused {
      names = List.copyOf(names);
    }
  }

  /** The server is not to be asked for a while; not carried out. */
  record Unavailable(long waitMicros) implements Ending {}

  /** The server failed; whether the call was carried out is not known. */
  record Trouble(int status) implements Ending {}
}
