package dev.headgate.client.profile;

import dev.headgate.client.call.Call;

/** Which calls pass a gate, by their method. */
public enum Scope {
  /** Every call. */
  ALL,
  /** Calls that only read. */
  READS,
  /** Calls that change something. */
  WRITES;

  /** Whether {@code call} is one of them. */
  public boolean covers(Call call) {
    return switch (this) {
      case ALL -> true;
      case READS -> call.reads();
      case WRITES -> !call.reads();
    };
  }
}
