package dev.headgate.policy.price;

import dev.headgate.core.pricing.PriceBook;
import dev.headgate.core.pricing.PriceRule;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.pricing.Reserve;
import dev.headgate.core.pricing.Work;
import dev.headgate.policy.problem.Nearest;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the prices of a policy: the usual price, the section {@code prices}, and the keys of each
 * operation, before which go those of its entry in {@code prices.rules}. For one reading by one
 * thread.
 */
public final class PriceReader {
  private static final Pattern TYPICAL = Pattern.compile("typical\\s+(\\S+)");

  private final Problems problems;
  private final Scalars scalars;
  private final ClassReader classes;
  private final WorkReader works;
  private final Map<String, Section> rules = new LinkedHashMap<>();
  private final Map<String, PriceRule> prices = new LinkedHashMap<>();
  private Map<String, Long> base = Map.of(Quote.POINTS, 1L);
  private long reserveMax = Quote.COST_MAX;
  private String emergency = "";

  /** Readings that note their problems here. */
  public PriceReader(Problems problems, Scalars scalars) {
    this.problems = problems;
    this.scalars = scalars;
    classes = new ClassReader(problems, scalars);
    works = new WorkReader(problems, scalars, classes);
  }

  /** Takes {@code price} and {@code prices} of the root; comes before any operation. */
  public void read(Section root) {
    Value usual = root.take("price");
    base = usual == null ? base : base(usual, base);
    Value written = root.take("prices");
    Section section = written == null ? null : Section.of(written, problems);
    if (section == null) {
      return;
    }
    classes.read(section.take("classes"));
    works.readUsual(section.take("atMost"));
    reserveMax = reserveMax(section.take("reserveMax"), reserveMax);
    Value reason = section.take("emergency");
    String stated = reason == null ? null : scalars.text(reason, Scalars.TEXT_MAX);
    emergency = stated == null ? "" : stated;
    Value named = section.take("rules");
    Section all = named == null ? null : Section.of(named, problems);
    if (all != null) {
      all.fields().fields().forEach(this::rule);
    }
    section.finish();
  }

  /** Takes the price of an operation, whose section is absent where it is only requests. */
  public void operation(String name, @Nullable Section operation) {
    Section rule = rules.get(name);
    PriceKeys keys = new PriceKeys(rule, operation);
    Value price = keys.take("price");
    Map<String, Long> own = price == null ? base : base(price, base);
    Work work = works.work(keys);
    Value stated = keys.take("reserve");
    Reserve reserve = stated == null ? Reserve.BOUND : reserve(stated);
    Value clamp = keys.take("reserveMax");
    if (work == null && (stated != null || clamp != null)) {
      problems.add(keys.place(), "nothing to reserve for (expected: counts or bulk)");
    }
    if (work != null || price != null) {
      prices.put(
          name,
          new PriceRule(
              own, work == null ? Work.ONCE : work, reserve, reserveMax(clamp, reserveMax)));
    }
  }

  /** Notes rules of operations that are not there, and keys that nobody took. */
  public void finish(Set<String> operations) {
    rules.forEach(
        (name, rule) -> {
          if (operations.contains(name)) {
            rule.finish();
          } else {
            problems.add(
                rule.place(),
                "unknown operation " + Problems.quote(name),
                Nearest.hint(name, operations));
          }
        });
  }

  /** What was read. */
  public PriceBook book() {
    return new PriceBook(PriceRule.constant(base), prices);
  }

  /** Why prices may change without notice; empty where they may not. */
  public String emergency() {
    return emergency;
  }

  private void rule(String name, Value.Field field) {
    Section rule = Section.of(field.value(), problems);
    if (scalars.name(name, field) != null && rule != null) {
      rules.put(name, rule);
    }
  }

  private Reserve reserve(Value value) {
    String text = value instanceof Value.Scalar scalar ? scalar.text() : "";
    if (text.equals("bound")) {
      return Reserve.BOUND;
    }
    Matcher typical = TYPICAL.matcher(text);
    if (typical.matches()) {
      Value number = new Value.Scalar(value.place(), typical.group(1), Value.Scalar.Style.PLAIN);
      Long points = scalars.whole(number, 0, Quote.COST_MAX);
      return new Reserve.Typical(points == null ? 0 : points);
    }
    if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
      problems.expected(value.place(), text, "bound, a number, or typical and a number");
      return Reserve.BOUND;
    }
    Long points = scalars.whole(value, 0, Quote.COST_MAX);
    return new Reserve.Stated(points == null ? 0 : points);
  }

  private long reserveMax(@Nullable Value value, long usual) {
    Long stated = value == null ? null : scalars.whole(value, 0, Quote.COST_MAX);
    return stated == null ? usual : stated;
  }

  /** A number of points, or a map of units. */
  private Map<String, Long> base(Value value, Map<String, Long> usual) {
    if (!(value instanceof Value.Fields fields)) {
      Long points = scalars.whole(value, 0, Quote.COST_MAX);
      return points == null ? usual : Map.of(Quote.POINTS, points);
    }
    Map<String, Long> costs = new LinkedHashMap<>();
    fields
        .fields()
        .forEach(
            (unit, field) -> {
              Long cost = scalars.whole(field.value(), 0, Quote.COST_MAX);
              if (scalars.unit(unit, field) != null && cost != null) {
                costs.put(unit, cost);
              }
            });
    return costs;
  }
}
