package dev.headgate.client.governor;

import dev.headgate.client.call.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call that arrived and is not over. Mutable; belongs to the governor. */
final class Waiter {
  /** Where a call stands. */
  enum State {
    NEW,
    QUEUED,
    RESTING,
    UNDER_WAY,
    OVER
  }

  final long id;
  final Call call;
  final long order;
  final long arrivedAt;

  State state = State.NEW;
  int attempts;
  long firstSentAt;

  /** The gates it took places at, and those places; set while it is under way. */
  List<Gate> gates = List.of();

  int[][] places = {};
  long sentOrder;

  /** The gate in whose queue it is; null if it is in none. */
  @Nullable Gate queuedAt;

  /** Its start in the order of that queue. */
  double start;

  int moves;
  long backoffMicros;

  /** The instant of its alarm; any other of its alarms is stale. */
  long alarmAt;

  Waiter(long id, Call call, long order, long arrivedAt) {
    this.id = id;
    this.call = call;
    this.order = order;
    this.arrivedAt = arrivedAt;
  }

  /** Until when it may wait. */
  long patienceEndsAt() {
    return arrivedAt + call.terms().waitMaxMicros();
  }
}
