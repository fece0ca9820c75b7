package dev.headgate.policy.openapi;

import dev.headgate.core.call.Route;
import dev.headgate.core.pricing.Bound;
import dev.headgate.core.pricing.CountedPath;
import dev.headgate.core.pricing.ObjectClass;
import dev.headgate.core.pricing.Work;
import dev.headgate.policy.problem.Nearest;
import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.yaml.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a price book of a description and rules. For one thread. */
final class BookMaker {
  private final Value.Fields document;
  private final BookRules rules;
  private final Problems problems;
  private final References references;
  private final ResultFinder results;
  private final BoundFinder bounds;
  private final List<Problem> leftOut = new ArrayList<>();
  private final Map<String, Place> shapes = new HashMap<>();

  BookMaker(Value.Fields document, BookRules rules, Problems problems) {
    this.document = document;
    this.rules = rules;
    this.problems = problems;
    references = new References(document, problems);
    results = new ResultFinder(references, rules);
    bounds = new BoundFinder(references, rules);
  }

  /** The book; meaningful only where there is no problem. */
  DerivedBook book() {
    List<Described> usable = new ArrayList<>();
    for (Described operation : new DescriptionReader(document, references, problems).operations()) {
      if (isRoute(operation)) {
        usable.add(operation);
      }
    }
    usable.sort(Comparator.comparing(Described::template).thenComparing(Described::method));
    Map<String, List<Described>> named = named(usable);
    rules.operations().forEach((name, stated) -> checkName(name, stated, named));
    List<PricedOperation> operations = new ArrayList<>();
    named.forEach((name, all) -> operations.add(priced(name, all)));
    Value about = references.get(document, "info");
    String title = references.text(about, "title") + " " + references.text(about, "version");
    return new DerivedBook(
        title.strip(),
        rules.classes(),
        rules.bounds().atMost(),
        rules.product(),
        operations,
        leftOut);
  }

  private boolean isRoute(Described operation) {
    String template = Names.template(operation.template());
    String problem = Names.problem(operation.method(), template);
    if (!problem.isEmpty()) {
      leftOut.add(Problem.at(operation.place(), problem, ""));
      return false;
    }
    String shape = new Route(operation.method(), template, "operation", "").shape();
    Place earlier = shapes.putIfAbsent(shape, operation.place());
    if (earlier != null) {
      problems.add(
          operation.place(),
          Problems.quote(operation.request()) + " twice (expected: once)",
          "the same requests stand first at " + earlier);
    }
    return earlier == null;
  }

  /**
   * The operations of each name; one name has several only under several bases. Where two that
   * differ would have one name, both get a digest, so that the order of the description is nothing.
   */
  private Map<String, List<Described>> named(List<Described> usable) {
    Map<String, List<Described>> byName = new LinkedHashMap<>();
    usable.forEach(
        each -> byName.computeIfAbsent(Names.operation(each), n -> new ArrayList<>()).add(each));
    Map<String, List<Described>> named = new LinkedHashMap<>();
    byName.forEach(
        (name, all) -> {
          if (all.stream().map(Described::place).distinct().count() == 1) {
            named.put(name, all);
          } else {
            checkIds(all);
            all.forEach(
                each ->
                    named
                        .computeIfAbsent(Names.distinct(name, each), n -> new ArrayList<>())
                        .add(each));
          }
        });
    return named;
  }

  private void checkIds(List<Described> all) {
    Map<String, Place> ids = new HashMap<>();
    for (Described each : all) {
      Place earlier = each.id().isEmpty() ? null : ids.putIfAbsent(each.id(), each.place());
      if (earlier != null && !earlier.equals(each.place())) {
        problems.add(
            each.place(),
            "operationId " + Problems.quote(each.id()) + " twice (expected: once)",
            "it stands first at " + earlier);
      }
    }
  }

  private void checkName(String name, BookRules.Stated stated, Map<String, List<Described>> named) {
    if (!named.containsKey(name)) {
      problems.add(
          stated.place(),
          "unknown operation " + Problems.quote(name),
          Nearest.hint(name, named.keySet()));
    }
  }

  private PricedOperation priced(String name, List<Described> all) {
    List<String> requests =
        all.stream().map(each -> each.method() + " " + Names.template(each.template())).toList();
    Described operation = all.getFirst();
    BookRules.Stated stated = rules.operations().get(name);
    if (stated != null && stated.work() != null) {
      return new PricedOperation(name, requests, stated.work(), "");
    }
    if (!reads(operation)) {
      return new PricedOperation(name, requests, Work.ONCE, "");
    }
    ResultFinder.Result result = results.find(operation);
    Classification classified = Classification.of(rules, operation, result.schema());
    ObjectClass objects = classified.objects();
    String reason = classified.reason();
    if (stated != null && stated.objects() != null) {
      objects = stated.objects();
      reason = "";
    }
    Bound bound = result.path().single() ? Bound.ONE : bounds.find(operation);
    CountedPath counted = new CountedPath(result.path(), objects, bound);
    return new PricedOperation(name, requests, new Work.Reads(List.of(counted)), reason);
  }

  private boolean reads(Described operation) {
    return operation.method().equals("GET")
        || rules.words().list("reads").stream()
            .anyMatch(
                pattern -> Patterns.fitsRequest(pattern, operation.method(), operation.template()));
  }
}
