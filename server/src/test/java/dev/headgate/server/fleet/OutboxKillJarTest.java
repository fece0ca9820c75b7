package dev.headgate.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.gateway.Wire;
import dev.headgate.server.house.FaultRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Settlements that a node accepts while its store is silent are the store's in the end. */
@Tag("fault")
@Timeout(300)
class OutboxKillJarTest {
  private static final int AMOUNT = 1_000;
  private static final int CALLS = 20;
  private static final int RESERVED = 10;
  private static final int COST = 3;
  private static final String POLICY =
      """
      settings: { storeBudget: 1s, reservationLife: 1h }
      operations:
        work: { on: "GET /work", price: RESERVED }
      quotas:
        monthly: { per: tenant, amount: AMOUNT, every: month }
      """
          .replace("AMOUNT", "" + AMOUNT)
          .replace("RESERVED", "" + RESERVED);

  @TempDir Path folder;

  @Test
  void whatWasAcceptedWithoutTheStoreIsSettledThoughTheNodeWasKilledBefore() throws Exception {
    try (Fleet fleet = Fleet.ofOne(folder, POLICY)) {
      FleetNode node = fleet.nodes().getFirst();
      List<String> reservations = new ArrayList<>();
      try (Wire wire = node.connect()) {
        while (reservations.size() < CALLS) {
          reservations.add(ask(wire, "/v1/decide", held(true)).reservation());
        }
        assertThat(remaining(wire)).isEqualTo(AMOUNT - CALLS * RESERVED);
      }
      fleet.redis().pause();
      settleAll(node, reservations);

      node.kill();
      fleet.redis().resume();
      node.start();

      try (Wire wire = node.connect()) {
        Awaited.until(
            () -> remaining(wire) == AMOUNT - CALLS * COST, () -> AMOUNT - CALLS * COST + " left");
        for (String reservation : reservations) {
          String repeated = "{\"reservation\":\"%s\"}".formatted(reservation);
          FleetNode.ask(wire, "POST", "/v1/release", repeated);
        }
        assertThat(remaining(wire)).as("settled once").isEqualTo(AMOUNT - CALLS * COST);
        assertThat(node.metric("headgate_settlements_waiting")).isZero();
      }
    }
    new FaultRow(
            "node killed while settlements wait for Redis",
            "a settlement that was accepted is applied once the store is back",
            "%d settlements accepted while Redis was paused, node killed: all applied, once"
                .formatted(CALLS),
            0)
        .write();
  }

  /** All at once, since each waits a second for a store that is silent. */
  private static void settleAll(FleetNode node, List<String> reservations) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> settling = new ArrayList<>();
      for (String reservation : reservations) {
        settling.add(() -> settled(node, reservation));
      }
      for (Future<String> answer : threads.invokeAll(settling)) {
        assertThat(answer.get()).contains("\"settled\"");
      }
    }
  }

  private static String settled(FleetNode node, String reservation) throws IOException {
    String body = "{\"reservation\":\"%s\",\"costs\":{\"points\":%d}}".formatted(reservation, COST);
    try (Wire wire = node.connect()) {
      return FleetNode.ask(wire, "POST", "/v1/settle", body).text();
    }
  }

  private static String held(boolean held) {
    return "{\"operation\":\"work\",\"held\":%s,\"caller\":{\"tenant\":\"tenant-a\"}}"
        .formatted(held);
  }

  private static Answered ask(Wire wire, String path, String body) throws IOException {
    return Answered.of(FleetNode.ask(wire, "POST", path, body).text());
  }

  /** What a check says remains; it takes nothing, but is told what remains after the call. */
  private static long remaining(Wire wire) throws IOException {
    Answered answered = ask(wire, "/v1/check", held(false));
    assertThat(answered.reduced()).isFalse();
    return answered.stands().getFirst().remaining();
  }
}
