package dev.headgate.benchmarks;

import dev.headgate.core.call.Route;
import dev.headgate.core.call.Routed;
import dev.headgate.core.call.Routes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the operation of a request among 600, beside what a table of regular expressions takes that
 * is sorted by how exact they are and kept apart by method. Requests are 2,000 strings of 30 to 90
 * characters, so that none stays in the nearest cache; one in 20 leads nowhere.
 */
final class RouteSearch {
  private static final int OPERATIONS = 600;
  private static final int REQUESTS = 2_000;
  private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE");
  private static final List<String> THINGS =
      List.of(
          "issue",
          "project",
          "dashboard",
          "filter",
          "workflow",
          "screen",
          "field",
          "user",
          "group",
          "role",
          "permission",
          "comment",
          "worklog",
          "version",
          "component");
  private static final List<String> PARTS =
      List.of("properties", "members", "search", "history", "links", "options", "bulk", "recent");

  private final List<Route> table = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>();
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);

  private record Request(String method, String target) {}

  RouteSearch() {
    List<String> templates = templates();
    for (int i = 0; i < OPERATIONS; i++) {
      String template = templates.get(i / METHODS.size());
      table.add(new Route(METHODS.get(i % METHODS.size()), template, "operation-" + i, ""));
    }
    for (int i = 0; i < REQUESTS; i++) {
      Route route = table.get(random.nextInt(OPERATIONS));
      requests.add(new Request(route.method(), target(route.template())));
    }
  }

  Map<String, SideBySide.Contestant> contestants() {
    Map<String, SideBySide.Contestant> contestants = new LinkedHashMap<>();
    contestants.put("regular expressions by method", expressions());
    contestants.put("Routes", trie());
    return contestants;
  }

  private SideBySide.Contestant trie() {
    Routes.Builder builder = Routes.builder();
    table.forEach(builder::add);
    Routes routes = builder.build();
    return operations -> {
      long found = 0;
      for (int i = 0; i < operations; i++) {
        Request request = requests.get(i % REQUESTS);
        if (routes.find(request.method(), request.target()) instanceof Routed.RouteMatch match) {
          found += match.operation().name().length() + match.parameters().size();
        }
      }
      return found;
    };
  }

  private record Expression(Pattern pattern, Route route) {}

  private SideBySide.Contestant expressions() {
    Map<String, List<Expression>> byMethod = new LinkedHashMap<>();
    table.stream()
        .sorted(Comparator.comparing(route -> route.template().replace("{", "~")))
        .forEach(
            route ->
                byMethod
                    .computeIfAbsent(route.method(), method -> new ArrayList<>())
                    .add(new Expression(pattern(route.template()), route)));
    return operations -> {
      long found = 0;
      for (int i = 0; i < operations; i++) {
        Request request = requests.get(i % REQUESTS);
        found += search(byMethod.getOrDefault(request.method(), List.of()), request.target());
      }
      return found;
    };
  }

  private static long search(List<Expression> expressions, String target) {
    int query = target.indexOf('?');
    CharSequence path = query < 0 ? target : target.subSequence(0, query);
    for (Expression expression : expressions) {
      Matcher matcher = expression.pattern().matcher(path);
      if (matcher.matches()) {
        long found = expression.route().operation().length();
        for (int group = 1; group <= matcher.groupCount(); group++) {
          found += matcher.group(group).length();
        }
        return found;
      }
    }
    return 0;
  }

  private static Pattern pattern(String template) {
    return Pattern.compile(template.replaceAll("\\{[^}]*\\}", "([^/]+)") + "/?");
  }

  /** 150 templates of 4 to 8 segments below one base, with literals beside templates. */
  private static List<String> templates() {
    List<String> templates = new ArrayList<>();
    for (String thing : THINGS) {
      String base = "/rest/api/3/" + thing;
      templates.addAll(List.of(base, base + "/{id}", base + "/picker"));
      for (String part : PARTS) {
        templates.add(base + "/{id}/" + part + (templates.size() % 2 == 0 ? "/{part}" : ""));
      }
    }
    return templates.subList(0, OPERATIONS / METHODS.size());
  }

  private String target(String template) {
    String id = "HG-" + random.nextInt(100_000);
    String path = template.replace("{id}", id).replace("{part}", "part." + random.nextInt(1_000));
    if (random.nextInt(20) == 0) {
      path += "/nothing";
    }
    return random.nextInt(3) == 0 ? path + "?expand=names&startAt=" + random.nextInt(500) : path;
  }
}
