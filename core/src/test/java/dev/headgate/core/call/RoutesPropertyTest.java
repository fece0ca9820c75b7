package dev.headgate.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The trie against a scan of all routes. */
@Tag("seeded")
class RoutesPropertyTest {
  private static final int RUNS = 400;
  private static final int REQUESTS = 50;
  private static final List<String> METHODS = List.of("GET", "HEAD", "PUT", "BREW");

  private static final Routes ANYTHING =
      RoutesTest.routes("GET /** rest", "GET /{a} one", "GET /{a}/a/{b} two", "GET /a/HG-1 three");

  @Test
  void theTrieFindsWhatAScanOfAllRoutesFinds() {
    Seeds.check(RUNS, RoutesPropertyTest::theTrieAgreesWithTheScan);
  }

  @Test
  void whatIsTakenAsItIsIsWhatDecodingGives() {
    Seeds.check(20_000, RoutesPropertyTest::plainPathsAreRead);
  }

  private static void plainPathsAreRead(RandomGenerator random) {
    StringBuilder target = new StringBuilder("/");
    for (int parts = random.nextInt(8); parts > 0; parts--) {
      target.append(
          pick(random, List.of("a", "HG-1", "/", ".", "..", "%41", "%2F", ";", "?", "é")));
    }
    String text = target.toString();

    int end = RequestPath.plainEnd(text);

    RequestPath parsed = RequestPath.parse(text);
    Routed found = ANYTHING.find("GET", text);
    assertThat(found instanceof Routed.BadPath).as(text).isEqualTo(parsed.bad() != null);
    if (end > 0) {
      assertThat(parsed.bad()).as(text).isNull();
      assertThat(parsed.decoded()).isEqualTo(text.substring(0, end));
    } else {
      boolean encoded = text.split("\\?", 2)[0].contains("%");
      assertThat(parsed.bad() != null || encoded || text.startsWith("//")).as(text).isTrue();
    }
  }

  @Test
  void anEncodedRequestLeadsWhereItsDecodedTwinLeads() {
    Seeds.check(RUNS, RoutesPropertyTest::encodingChangesNothing);
  }

  private static void encodingChangesNothing(RandomGenerator random) {
    Routes.Builder builder = Routes.builder();
    someRoutes(random).forEach(builder::add);
    Routes routes = builder.build();
    String plain = "/" + String.join("/", somePath(random));
    String encoded = plain.replace("a", "%61").replace("b", "%62") + pick(random, List.of("", "/"));

    assertThat(routes.find("GET", encoded)).isEqualTo(routes.find("GET", plain));
  }

  private static void theTrieAgreesWithTheScan(RandomGenerator random) {
    List<Route> some = someRoutes(random);
    Routes.Builder builder = Routes.builder();
    some.forEach(builder::add);
    Routes routes = builder.build();
    for (int i = 0; i < REQUESTS; i++) {
      String method = pick(random, METHODS);
      List<String> path = somePath(random);

      Routed found = routes.find(method, "/" + String.join("/", path));

      String name =
          found instanceof Routed.RouteMatch match ? match.operation().name() : "no route";
      assertThat(name).as("%s %s in %s", method, path, some).isEqualTo(scan(some, method, path));
      if (found instanceof Routed.RouteMatch match) {
        assertThat(match.parameters()).isEqualTo(values(some, name, path));
      }
    }
  }

  private static String scan(List<Route> routes, String method, List<String> path) {
    return routes.stream()
        .filter(route -> fits(route.method(), method) && fits(parts(route), path))
        .min(
            Comparator.comparing(RoutesPropertyTest::shape)
                .thenComparingInt(route -> rank(route.method(), method)))
        .map(Route::operation)
        .orElse("no route");
  }

  /** What each parameter of a route stands for: the segment at its own place. */
  private static Map<String, String> values(List<Route> routes, String name, List<String> path) {
    Route route =
        routes.stream().filter(each -> each.operation().equals(name)).findFirst().orElseThrow();
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < parts(route).size(); i++) {
      String part = parts(route).get(i);
      if (part.startsWith("{")) {
        values.put(part.substring(1, part.length() - 1), path.get(i));
      }
    }
    return values;
  }

  private static boolean fits(String offered, String method) {
    return rank(offered, method) < 9;
  }

  private static int rank(String offered, String method) {
    if (offered.equals(method)) {
      return 0;
    }
    if (method.equals("HEAD") && offered.equals("GET")) {
      return 1;
    }
    return offered.equals("*") ? 2 : 9;
  }

  private static boolean fits(List<String> template, List<String> path) {
    boolean rest = !template.isEmpty() && template.getLast().equals("**");
    int fixed = rest ? template.size() - 1 : template.size();
    if (rest ? path.size() < fixed : path.size() != fixed) {
      return false;
    }
    for (int i = 0; i < fixed; i++) {
      if (!template.get(i).startsWith("{") && !template.get(i).equals(path.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Sorts as the page of Routes says: an end first, then literal, template, rest. */
  private static String shape(Route route) {
    StringBuilder shape = new StringBuilder();
    for (String part : parts(route)) {
      shape.append(part.equals("**") ? 'c' : part.startsWith("{") ? 'b' : 'a');
    }
    return shape.toString();
  }

  private static List<String> parts(Route route) {
    return route.template().equals("/")
        ? List.of()
        : List.of(route.template().substring(1).split("/"));
  }

  private static List<Route> someRoutes(RandomGenerator random) {
    List<Route> routes = new ArrayList<>();
    Set<String> shapes = new HashSet<>();
    for (int i = 0; i < 1 + random.nextInt(20); i++) {
      StringBuilder template = new StringBuilder();
      int segments = random.nextInt(5);
      for (int s = 0; s < segments; s++) {
        template.append('/').append(pick(random, List.of("a", "b", "c", "{p" + s + "}")));
      }
      if (random.nextInt(4) == 0) {
        template.append("/**");
      }
      String method = pick(random, List.of("GET", "PUT", "HEAD", "*"));
      Route route =
          new Route(method, template.isEmpty() ? "/" : template.toString(), "operation-" + i, "");
      if (shapes.add(route.shape())) {
        routes.add(route);
      }
    }
    return routes;
  }

  private static List<String> somePath(RandomGenerator random) {
    List<String> path = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      path.add(pick(random, List.of("a", "b", "c", "d")));
    }
    return path;
  }

  private static <T> T pick(RandomGenerator random, List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
