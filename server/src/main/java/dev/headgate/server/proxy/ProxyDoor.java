package dev.headgate.server.proxy;

import dev.headgate.client.call.PathShape;
import dev.headgate.client.http.CallOptions;
import dev.headgate.client.http.HeadgateClient;
import dev.headgate.core.time.Micros;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.scripts.Script;
import dev.headgate.server.scripts.ScriptBook;
import dev.headgate.server.scripts.Visit;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the requests of scripts: names the script, makes the call, hands it to the client. */
final class ProxyDoor implements Relay.Watch {
  /** What belongs to a request that is open. */
  private static final class Errand {
    final Visit visit;
    long digest;
    int kept;

    Errand(Visit visit) {
      this.visit = visit;
    }
  }

  /** What a door is made of. */
  record Parts(ProxySettings settings, TimeSource time, HeadgateClient client, ScriptBook book) {}

  private final Context context;
  private final Parts parts;
  private final Outbound outbound;
  private final Relay.Desk desk;
  private final ReportPage page;
  private final Intake.Room room;
  private final Map<Relay, Errand> open = new LinkedHashMap<>();
  private boolean draining;
  private Runnable emptied = () -> {};

  ProxyDoor(Context context, Parts parts) {
    this.context = context;
    this.parts = parts;
    ProxySettings settings = parts.settings();
    outbound = new Outbound(settings);
    desk = new Relay.Desk(settings, parts.time(), this);
    page = new ReportPage(parts.book());
    room = new Intake.Room(settings.bodies().keptTotal());
  }

  void enter(HttpServerRequest request) {
    Trouble trouble = HeadRules.check(request);
    if (trouble == null && page.isAskedFor(request)) {
      page.answer(request);
      return;
    }
    Relay relay = new Relay(request, context, links(request), desk);
    String target = outbound.target(request);
    if (trouble == null && target == null) {
      String upstream = parts.settings().upstream().text();
      trouble =
          Trouble.mistake(421, "target: of another host (expected: /path of " + upstream + ")");
    }
    if (draining) {
      trouble = Trouble.ending();
    }
    if (trouble != null || target == null) {
      relay.refuse(trouble == null ? Trouble.ending() : trouble);
      return;
    }
    Errand errand = new Errand(visit(request, target));
    open.put(relay, errand);
    if (Intake.has(request)) {
      new Intake(
              request,
              context,
              parts.settings().bodies(),
              room,
              body -> submit(relay, errand, target, body))
          .start();
    } else {
      submit(relay, errand, target, null);
    }
  }

  /** Does something on the event loop; on any thread. */
  void onLoop(Runnable work) {
    context.runOnContext(now -> work.run());
  }

  /** Takes no more; runs {@code then} when nothing is open any more. */
  void drain(Runnable then) {
    draining = true;
    emptied = then;
    over();
  }

  /** Answers those whose call was not answered in time. */
  void end() {
    List.copyOf(open.keySet()).forEach(relay -> relay.refuse(Trouble.ending()));
  }

  @Override
  public void over(Relay relay, Visit.End end) {
    Errand errand = open.remove(relay);
    if (errand != null) {
      room.giveBack(errand.kept);
      parts.book().ended(errand.visit, end);
      over();
    }
  }

  @Override
  public void later(Relay relay, Instant at) {
    Errand errand = open.get(relay);
    if (errand != null) {
      parts.book().told(errand.digest, Micros.of(at));
    }
  }

  private void over() {
    if (draining && open.isEmpty()) {
      emptied.run();
    }
  }

  private void submit(Relay relay, Errand errand, String target, @Nullable RequestBody body) {
    int kept = body == null ? 0 : body.kept();
    if (!relay.isOpen()) {
      room.giveBack(kept);
      return;
    }
    errand.kept = kept;
    HttpServerRequest request = relay.request();
    String digest = body == null ? "" : Long.toHexString(body.digest());
    errand.digest = Digest.of(errand.visit.caller(), request.method().name(), target, digest);
    parts.book().came(errand.visit, errand.digest);
    Preference preference = Preference.of(request.headers().getAll("Prefer"));
    try {
      HttpRequest made = outbound.of(request, target, preference, body);
      relay.sent(
          parts.client().sendAsync(made, relay::take, options(preference, body), errand.visit));
    } catch (IllegalArgumentException noRequest) {
      relay.refuse(Trouble.mistake(400, "request: a target or field that cannot be sent"));
    }
  }

  private CallOptions options(Preference preference, @Nullable RequestBody body) {
    Duration wait =
        preference.within(parts.settings().waits().queue(), ProxySettings.Waits.QUEUE_MAX);
    CallOptions options = CallOptions.USUAL.waitingAtMost(wait);
    return body != null && body.once() ? options.once() : options;
  }

  private Visit visit(HttpServerRequest request, String target) {
    MultiMap fields = request.headers();
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return new Visit(
        Script.of(fields.get(Script.FIELD), fields.get("User-Agent")),
        request.method().name() + " " + PathShape.of(path),
        parts.time().micros());
  }

  private Links links(HttpServerRequest request) {
    ProxySettings.Listen listen = parts.settings().listen();
    String host = request.headers().get("Host");
    String here =
        request.localAddress() == null ? listen.host() : request.localAddress().toString();
    return new Links(parts.settings().upstream(), "http://" + (host == null ? here : host));
  }
}
