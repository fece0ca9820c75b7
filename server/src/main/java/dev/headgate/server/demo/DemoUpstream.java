package dev.headgate.server.demo;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * A small API without any limits: issues, projects, users, groups, search and pages. What it
 * answers depends on the request alone. Safe for all threads.
 */
public final class DemoUpstream implements AutoCloseable {
  /** Things of each kind carry the numbers 1 to this. */
  static final int THINGS_MAX = 1_000;

  /** The most results of one search. */
  static final int RESULTS_MAX = 250;

  private static final int BODY_MAX = 65_536;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");

  private final HttpServer server;

  private DemoUpstream(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts on the loopback address.
   *
   * @param port 0 for a free one
   */
  public static DemoUpstream start(Vertx vertx, int port) {
    Router router = Router.router(vertx);
    router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_MAX));
    things(router, "issues", DemoUpstream::issue);
    things(router, "projects", number -> thing(number).put("name", "project " + number));
    things(router, "users", number -> thing(number).put("name", "user-" + number));
    things(router, "groups", DemoUpstream::group);
    things(router, "pages", number -> thing(number).put("title", "page " + number));
    router.post("/issues").handler(context -> answer(context, 201, issue(THINGS_MAX)));
    router.put("/issues/:number").handler(DemoUpstream::change);
    router.put("/pages/:number").handler(DemoUpstream::change);
    router.get("/search").handler(DemoUpstream::search);
    HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(port);
    HttpServer server = vertx.createHttpServer(options).requestHandler(router).listen().await();
    return new DemoUpstream(server);
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    server.close().await();
  }

  private static void things(Router router, String kind, IntFunction<JsonObject> thing) {
    router
        .get("/" + kind + "/:number")
        .handler(
            context -> {
              String number = context.pathParam("number");
              if (known(number)) {
                answer(context, 200, thing.apply(Integer.parseInt(number)));
              } else {
                missing(context);
              }
            });
  }

  private static void change(RoutingContext context) {
    String number = context.pathParam("number");
    if (known(number)) {
      answer(context, 200, thing(Integer.parseInt(number)).put("changed", true));
    } else {
      missing(context);
    }
  }

  private static void search(RoutingContext context) {
    String asked = context.request().getParam("max", "50");
    int results = known(asked) ? Math.min(Integer.parseInt(asked), RESULTS_MAX) : RESULTS_MAX;
    JsonArray found = new JsonArray();
    for (int number = 1; number <= results; number++) {
      found.add(issue(number));
    }
    answer(context, 200, new JsonObject().put("total", results).put("issues", found));
  }

  private static JsonObject issue(int number) {
    return thing(number).put("summary", "issue " + number).put("status", "open");
  }

  /** Eight members, as in the second example of many providers' price lists. */
  private static JsonObject group(int number) {
    JsonArray members = new JsonArray();
    for (int member = 1; member <= 8; member++) {
      members.add("user-" + (number * 8 + member));
    }
    return thing(number).put("members", members);
  }

  private static JsonObject thing(int number) {
    return new JsonObject().put("id", number);
  }

  private static boolean known(String number) {
    return NUMBER.matcher(number).matches() && Integer.parseInt(number) <= THINGS_MAX;
  }

  private static void missing(RoutingContext context) {
    answer(context, 404, new JsonObject().put("error", "no such thing"));
  }

  private static void answer(RoutingContext context, int status, JsonObject body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(body.encode() + "\n");
  }
}
