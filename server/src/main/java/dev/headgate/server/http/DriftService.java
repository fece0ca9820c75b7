package dev.headgate.server.http;

import dev.headgate.core.usage.CostDrift;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/** Shows how far quotes were from costs, to whoever may see the metrics. Safe for all threads. */
final class DriftService {
  private final CostDrift drift;

  DriftService(CostDrift drift) {
    this.drift = drift;
  }

  Endpoint endpoint() {
    return new Endpoint(HttpMethod.GET, "/v1/cost-drift", Right.METRICS, this::show);
  }

  private void show(Exchange exchange, Buffer body, String none) {
    JsonOut json = new JsonOut().object().array("operations");
    drift.drifts().forEach(one -> one(one, json));
    exchange.json(200, json.endArray().end());
  }

  private static void one(CostDrift.Drift drift, JsonOut json) {
    json.object();
    json.text("operation", drift.operation());
    json.number("calls", drift.calls());
    json.number("unspentCalls", drift.unspent());
    json.number("quotedPoints", drift.points().quoted());
    json.number("settledPoints", drift.points().settled());
    json.number("recentCalls", drift.recent().calls());
    json.number("settledPoints50", drift.recent().half());
    json.number("settledPoints95", drift.recent().most());
    json.number("refundedCalls", drift.refunded());
    json.number("indebtedCalls", drift.indebted());
    json.number("unpaidPoints", drift.points().unpaid());
    if (drift.isTypical()) {
      json.text("reserve", "typical " + drift.recent().most());
    }
    json.end();
  }
}
