package dev.headgate.server.http;

import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.server.observe.Metrics;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Settles, releases, renews and looks up reservations. Safe for all threads. */
final class ReservationService {
  private static final System.Logger LOG = System.getLogger(ReservationService.class.getName());
  private static final int ID_MAX = 64;
  private static final List<String> SETTLE = List.of("reservation", "costs");
  private static final List<String> ONLY_ID = List.of("reservation");

  private final ApiEngine engine;
  private final Metrics metrics;
  private final EachSecond warnings = new EachSecond();

  ReservationService(ApiEngine engine, Metrics metrics) {
    this.engine = engine;
    this.metrics = metrics;
  }

  /** Settles at the costs named; a unit that is not named cost what was reserved. */
  void settle(Exchange exchange, Buffer body, String none) {
    Settling settling = JsonIn.read(body.getBytes(), in -> Settling.read(in, SETTLE));
    end(exchange, settling.id(), new Actual(settling.costs, false));
  }

  /** Gives back all that was taken. */
  void release(Exchange exchange, Buffer body, String none) {
    Settling settling = JsonIn.read(body.getBytes(), in -> Settling.read(in, ONLY_ID));
    end(exchange, settling.id(), Actual.NOTHING);
  }

  /** Renews permits and life of a reservation that is open. */
  void renew(Exchange exchange, Buffer body, String none) {
    Settling settling = JsonIn.read(body.getBytes(), in -> Settling.read(in, ONLY_ID));
    String id = settling.id();
    engine.reservations().renew(id, new Hearing<>(exchange, open -> renewed(exchange, id, open)));
  }

  private static void renewed(Exchange exchange, String id, boolean open) {
    if (open) {
      exchange.json(200, new JsonOut().object().text("reservation", id).end());
    } else {
      exchange.problem(Problems.unknownReservation(id));
    }
  }

  /** Shows a reservation. */
  void find(Exchange exchange, Buffer body, String id) {
    engine.reservations().find(id, new Hearing<>(exchange, found -> show(exchange, id, found)));
  }

  private void end(Exchange exchange, String id, Actual actual) {
    engine
        .reservations()
        .settle(
            id,
            actual,
            new Hearing<>(
                exchange,
                settled -> {
                  hear(actual, settled);
                  show(exchange, id, settled);
                }));
  }

  /** Of a cost that belongs to no reservation, the metrics have the sum, the log samples. */
  private void hear(Actual actual, Settlement settlement) {
    if (settlement.outcome() == Settlement.Outcome.UNKNOWN) {
      metrics.unknownSettlement(actual.costs().getOrDefault(Quote.POINTS, 0L));
      if (!actual.costs().isEmpty()) {
        warnings.say(engine.time().micros(), heldBack -> warn(actual, heldBack));
      }
    }
  }

  private static void warn(Actual actual, long heldBack) {
    LOG.log(
        System.Logger.Level.WARNING,
        "costs of no known reservation: {0}; {1} such warnings held back before",
        actual.costs(),
        heldBack);
  }

  private static void show(Exchange exchange, String id, Settlement settlement) {
    if (settlement.outcome() == Settlement.Outcome.UNKNOWN) {
      exchange.problem(Problems.unknownReservation(id));
      return;
    }
    JsonOut json = new JsonOut().object().text("reservation", id);
    SettlementJson.members(settlement, json);
    exchange.json(200, json.end());
  }

  private static void show(Exchange exchange, String id, Found found) {
    switch (found) {
      case Found.None() -> exchange.problem(Problems.unknownReservation(id));
      case Found.Open(Reservation reservation) -> show(exchange, reservation, null);
      case Found.Ended(Reservation reservation, Settlement settlement) ->
          show(exchange, reservation, settlement);
    }
  }

  private static void show(
      Exchange exchange, Reservation reservation, @Nullable Settlement settlement) {
    JsonOut json = new JsonOut().object();
    SettlementJson.reservation(reservation, json);
    if (settlement == null) {
      json.text("state", "open");
    } else {
      json.text("state", "ended").object("settlement");
      SettlementJson.members(settlement, json);
      json.end();
    }
    exchange.json(200, json.end());
  }

  /** What a body says about a reservation that is to end. */
  private static final class Settling {
    private @Nullable String id;
    private Map<String, Long> costs = Map.of();

    static Settling read(JsonIn in, List<String> fields) {
      Settling settling = new Settling();
      in.object(
          fields,
          (reader, index) -> {
            if (index == 0) {
              settling.id = reader.text(1, ID_MAX);
            } else {
              settling.costs = reader.wholes(Call.ATTRIBUTES_MAX, Quote.COST_MAX);
            }
          });
      settling.id();
      return settling;
    }

    String id() {
      if (id == null) {
        throw Problems.missing("/reservation", "the id of a reservation").thrown();
      }
      return id;
    }
  }

  /** Passes a value on; a failure is answered as such. */
  private record Hearing<T>(Exchange exchange, Consumer<T> heard) implements Answer<T> {
    @Override
    public void value(T value) {
      heard.accept(value);
    }

    @Override
    public void failure(Exception cause) {
      exchange.problem(Problems.noAnswer());
    }
  }
}
