package dev.headgate.policy.read;

import dev.headgate.core.call.Route;
import dev.headgate.core.call.Routes;
import dev.headgate.core.pricing.PriceBook;
import dev.headgate.core.reply.Dialect;
import dev.headgate.policy.price.PriceReader;
import dev.headgate.policy.problem.Nearest;
import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads products, operations, routes and prices. */
final class OperationsReader {
  /** The most operations of one policy. */
  static final int OPERATIONS_MAX = 2_000;

  private static final Pattern ROUTE = Pattern.compile("(\\S+)\\s+(/\\S*)");

  private final Reading reading;
  private final DialectReader dialectReader;
  private final Map<String, ProductPart> products = new LinkedHashMap<>();
  private final PriceReader prices;
  private final Map<String, Dialect> dialects = new LinkedHashMap<>();
  private final Map<String, Place> shapes = new HashMap<>();
  private final Routes.Builder routes = Routes.builder();
  private final Set<String> parameters = new LinkedHashSet<>();
  private final Set<String> names = new LinkedHashSet<>();
  private List<String> bases = List.of("/");

  /** What a product states for its operations. */
  private record ProductPart(List<String> bases, @Nullable Dialect dialect) {}

  OperationsReader(Reading reading) {
    this.reading = reading;
    dialectReader = new DialectReader(reading);
    prices = new PriceReader(reading.problems(), reading.scalars());
  }

  /** Takes bases, prices, products and operations of the root. */
  void read(Section root) {
    bases = bases(root.take("bases"), bases);
    prices.read(root);
    Value declared = root.take("products");
    Section section = declared == null ? null : Section.of(declared, reading.problems());
    if (section != null) {
      section.fields().fields().forEach(this::product);
    }
    Value listed = root.take("operations");
    Section named = listed == null ? null : Section.of(listed, reading.problems());
    if (named != null && named.fields().fields().size() > OPERATIONS_MAX) {
      reading.problems().add(named.place(), "more than " + OPERATIONS_MAX + " operations");
    } else if (named != null) {
      named.fields().fields().forEach(this::operation);
    }
    prices.finish(names);
  }

  Routes routes() {
    return routes.build();
  }

  PriceBook prices() {
    return prices.book();
  }

  /** Why prices may change without notice; empty where they may not. */
  String priceEmergency() {
    return prices.emergency();
  }

  /** The dialects of operations that have one of their own. */
  Map<String, Dialect> dialects() {
    return dialects;
  }

  /** The names of all operations. */
  Set<String> names() {
    return names;
  }

  /** The names of all parameters of path templates, which are attributes of calls. */
  Set<String> parameters() {
    return parameters;
  }

  private void product(String name, Value.Field field) {
    String known = reading.scalars().name(name, field);
    Section section = Section.of(field.value(), reading.problems());
    if (known == null || section == null) {
      return;
    }
    List<String> own = bases(section.take("bases"), bases);
    Value dialect = section.take("dialect");
    products.put(
        name, new ProductPart(own, dialect == null ? null : dialectReader.dialect(dialect)));
    section.finish();
  }

  private void operation(String name, Value.Field field) {
    if (reading.scalars().name(name, field) == null) {
      return;
    }
    names.add(name);
    if (!(field.value() instanceof Value.Fields fields)) {
      routes(name, "", field.value(), bases);
      prices.operation(name, null);
      return;
    }
    Section section = new Section(fields, reading.problems());
    String product = reading.or(section.take("product"), this::knownProduct, "");
    ProductPart part = products.getOrDefault(product, new ProductPart(bases, null));
    Value on = section.need("on");
    if (on != null) {
      routes(name, product, on, part.bases());
    }
    prices.operation(name, section);
    Value dialect = section.take("dialect");
    Dialect own = dialect == null ? part.dialect() : dialectReader.dialect(dialect);
    if (own != null) {
      dialects.put(name, own);
    }
    section.finish();
  }

  private @Nullable String knownProduct(Value value) {
    String name = reading.scalars().name(value);
    if (name != null && !products.isEmpty() && !products.containsKey(name)) {
      reading
          .problems()
          .add(
              value.place(),
              "unknown product " + Problems.quote(name),
              Nearest.hint(name, products.keySet()));
      return null;
    }
    return name;
  }

  private void routes(String operation, String product, Value value, List<String> under) {
    for (Value item : reading.items(value)) {
      String text = reading.scalars().text(item, Route.TEMPLATE_MAX);
      Matcher matcher = text == null ? null : ROUTE.matcher(text);
      if (matcher != null && matcher.matches()) {
        for (String prefix : under) {
          route(item, matcher.group(1), join(prefix, matcher.group(2)), operation, product);
        }
      } else if (text != null) {
        reading
            .problems()
            .expected(item.place(), text, "a method and a path, as in GET /issue/{issue}");
      }
    }
  }

  private void route(Value item, String method, String path, String operation, String product) {
    String problem = Route.problem(method, path);
    if (problem != null) {
      reading.problems().add(item.place(), problem);
      return;
    }
    Route route = new Route(method, path, operation, product);
    if (!Collections.disjoint(route.parameters(), PolicyReader.KNOWN)) {
      reading
          .problems()
          .expected(
              item.place(),
              path,
              "no parameter named as one of " + String.join(", ", PolicyReader.KNOWN));
      return;
    }
    Place earlier = shapes.putIfAbsent(route.shape(), item.place());
    if (earlier != null) {
      reading
          .problems()
          .add(
              item.place(),
              Problems.quote(method + " " + path) + " twice (expected: once)",
              "the same requests are named first at " + earlier);
    } else if (shapes.size() > Routes.ROUTES_MAX) {
      reading.problems().add(item.place(), "more than " + Routes.ROUTES_MAX + " routes");
    } else {
      routes.add(route);
      parameters.addAll(route.parameters());
    }
  }

  private List<String> bases(@Nullable Value value, List<String> usual) {
    List<String> read = reading.each(value, this::base);
    return read.isEmpty() ? usual : read;
  }

  private @Nullable String base(Value value) {
    String text = reading.scalars().text(value, Route.TEMPLATE_MAX);
    if (text == null) {
      return null;
    }
    String problem = Route.problem(Route.ANY, text);
    if (problem != null || text.contains("{") || text.contains("*")) {
      reading.problems().expected(value.place(), text, "a path such as /rest/api/3");
      return null;
    }
    return text;
  }

  private static String join(String prefix, String path) {
    return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) + path : prefix + path;
  }
}
