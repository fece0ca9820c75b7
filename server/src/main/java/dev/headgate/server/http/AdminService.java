package dev.headgate.server.http;

import dev.headgate.server.admin.ActiveOverride;
import dev.headgate.server.admin.Administration;
import dev.headgate.server.admin.Order;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.Supplier;

/**
 * The endpoints of operators. What asks the audit log runs on a worker thread, because the log
 * waits for its disk or its server. Safe for all threads.
 */
final class AdminService {
  private static final int AUDIT_SHOWN = 1_000;

  private final Vertx vertx;
  private final Administration administration;

  AdminService(Vertx vertx, Administration administration) {
    this.vertx = vertx;
    this.administration = administration;
  }

  List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(HttpMethod.GET, "/v1/policy", Right.ADMIN, this::policy),
        new Endpoint(HttpMethod.GET, "/v1/audit", Right.ADMIN, this::audit),
        new Endpoint(HttpMethod.GET, "/v1/overrides", Right.ADMIN, this::overrides),
        new Endpoint(HttpMethod.POST, "/v1/overrides", Right.ADMIN, this::addOverride),
        new Endpoint(HttpMethod.DELETE, "/v1/overrides/", Right.ADMIN, this::removeOverride),
        new Endpoint(HttpMethod.PUT, "/v1/kill-switch", Right.ADMIN, this::killSwitchOn),
        new Endpoint(HttpMethod.DELETE, "/v1/kill-switch", Right.ADMIN, this::killSwitchOff),
        new Endpoint(HttpMethod.POST, "/v1/counters/reset", Right.ADMIN, this::reset));
  }

  private void policy(Exchange exchange, Buffer body, String none) {
    exchange.json(200, PolicyJson.of(administration.policy()));
  }

  private void audit(Exchange exchange, Buffer body, String none) {
    aside(
        exchange,
        () -> {
          JsonOut json = new JsonOut().object().array("entries");
          administration.audit(AUDIT_SHOWN).forEach(json::rawElement);
          return new Reply(200, json.endArray().end());
        });
  }

  private void overrides(Exchange exchange, Buffer body, String none) {
    JsonOut json = new JsonOut().object().array("overrides");
    administration.overrides().forEach(one -> PolicyJson.override(one, json));
    exchange.json(200, json.endArray().end());
  }

  private void addOverride(Exchange exchange, Buffer body, String none) {
    String who = exchange.principal().name();
    ActiveOverride override =
        JsonIn.read(body.getBytes(), OverrideBody::read).override("o-" + Ids.next());
    aside(exchange, () -> added(201, administration.addOverride(who, override)));
  }

  private void removeOverride(Exchange exchange, Buffer body, String id) {
    String who = exchange.principal().name();
    aside(
        exchange,
        () -> removed(administration.removeOverride(who, id), Problems.unknown("override", id)));
  }

  private void killSwitchOn(Exchange exchange, Buffer body, String none) {
    String who = exchange.principal().name();
    Order order = JsonIn.read(body.getBytes(), OverrideBody::readOrder).order();
    aside(exchange, () -> added(200, administration.killSwitchOn(who, order)));
  }

  private void killSwitchOff(Exchange exchange, Buffer body, String none) {
    String who = exchange.principal().name();
    aside(
        exchange,
        () ->
            removed(
                administration.killSwitchOff(who),
                Problems.unknown("override", ActiveOverride.KILL_SWITCH)));
  }

  private void reset(Exchange exchange, Buffer body, String none) {
    String who = exchange.principal().name();
    ResetBody reset = JsonIn.read(body.getBytes(), ResetBody::read);
    aside(
        exchange,
        () -> {
          boolean found = administration.reset(who, reset.rule(), reset.key(), reset.reason());
          JsonOut json = new JsonOut().object().text("rule", reset.rule());
          return new Reply(200, json.flag("reset", found).end());
        });
  }

  /** An answer that was worked out. */
  private record Reply(int status, JsonOut json) {}

  private static Reply added(int status, ActiveOverride override) {
    JsonOut json = new JsonOut();
    PolicyJson.override(override, json);
    return new Reply(status, json);
  }

  private static Reply removed(boolean removed, ApiProblem otherwise) {
    if (!removed) {
      throw otherwise.thrown();
    }
    return new Reply(200, new JsonOut().object().flag("removed", true).end());
  }

  private void aside(Exchange exchange, Supplier<Reply> work) {
    vertx
        .executeBlocking(work::get)
        .onSuccess(reply -> exchange.json(reply.status(), reply.json()))
        .onFailure(cause -> exchange.problem(Mistakes.problem(cause)));
  }
}
