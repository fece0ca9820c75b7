package dev.headgate.server.admission;

import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Reservation;
import dev.headgate.headers.reading.IdempotencyKey;
import dev.headgate.server.gateway.GatewayRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ids that callers give their calls, and which of those calls run at this gateway; as many as
 * the gateway has connections and streams at most. Safe for all threads.
 */
final class CallIds {
  private final IdempotencySettings settings;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  CallIds(IdempotencySettings settings) {
    this.settings = settings;
  }

  /**
   * The call under the id that its request states, where ids of its operation are read.
   *
   * @throws IllegalArgumentException where the id cannot be read, or misses and is required
   */
  Call named(Call call, GatewayRequest request) {
    String operation = call.operation().name();
    boolean required = settings.required().contains(operation);
    if (!required && !settings.read().contains(operation)) {
      return call;
    }
    return switch (IdempotencyKey.read(request.fields(IdempotencyKey.FIELD))) {
      case IdempotencyKey.Present(String key) -> call.withId(key);
      case IdempotencyKey.Unreadable(String problem) -> throw new IllegalArgumentException(problem);
      case IdempotencyKey.Absent() when required ->
          throw new IllegalArgumentException(
              IdempotencyKey.FIELD + ": none (expected: one for each call of " + operation + ")");
      case IdempotencyKey.Absent() -> call;
    };
  }

  /** Notes that a call begins; false where the call of the same id still runs. */
  boolean begin(Reservation reservation) {
    String id = reservation.id();
    return reservation.call().id() == null || id == null || running.add(id);
  }

  /** Notes that a call that began has ended. */
  void end(Reservation reservation) {
    String id = reservation.id();
    if (reservation.call().id() != null && id != null) {
      running.remove(id);
    }
  }
}
