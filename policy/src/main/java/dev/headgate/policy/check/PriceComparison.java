package dev.headgate.policy.check;

import dev.headgate.core.pricing.CountedPath;
import dev.headgate.core.pricing.PriceBook;
import dev.headgate.core.pricing.PriceRule;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.pricing.Work;
import dev.headgate.policy.text.CountText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what calls cost with what they cost before. */
final class PriceComparison {
  /** How operations without a price of their own are called. */
  static final String USUAL = "every other operation";

  private static final String WRITTEN = "object written";

  private final PriceBook before;
  private final PriceBook after;

  PriceComparison(PriceBook before, PriceBook after) {
    this.before = before;
    this.after = after;
  }

  /** What became dearer, by operation in the order of names. */
  Map<String, String> dearer() {
    Map<String, String> dearer = new LinkedHashMap<>();
    note(dearer, USUAL, dearer(before.usual(), after.usual()));
    Set<String> operations = new TreeSet<>(before.rules().keySet());
    operations.addAll(after.rules().keySet());
    for (String operation : operations) {
      PriceRule was = before.rules().getOrDefault(operation, before.usual());
      PriceRule is = after.rules().getOrDefault(operation, after.usual());
      note(dearer, operation, dearer(was, is));
    }
    return dearer;
  }

  private static void note(Map<String, String> dearer, String operation, String how) {
    if (!how.isEmpty()) {
      dearer.put(operation, how);
    }
  }

  private static String dearer(PriceRule was, PriceRule is) {
    String base = more("", was.base(), is.base());
    String each = base.isEmpty() ? more("points for each ", each(was), each(is)) : base;
    long reserved = was.quote("").reserve(Quote.POINTS);
    long reserves = is.quote("").reserve(Quote.POINTS);
    return each.isEmpty() && reserves > reserved
        ? CountText.of(reserves, "point") + " reserved (was: " + reserved + ")"
        : each;
  }

  /** The first that costs more than it did. */
  private static String more(String what, Map<String, Long> was, Map<String, Long> is) {
    for (Map.Entry<String, Long> cost : new TreeMap<>(is).entrySet()) {
      long cheaper = was.getOrDefault(cost.getKey(), 0L);
      if (cost.getValue() > cheaper) {
        return cost.getValue() + " " + what + cost.getKey() + " (was: " + cheaper + ")";
      }
    }
    return "";
  }

  /** What an object costs, by where it is counted. */
  private static Map<String, Long> each(PriceRule rule) {
    return switch (rule.work()) {
      case Work.Once() -> Map.of();
      case Work.Reads(List<CountedPath> counted) -> {
        Map<String, Long> weights = new LinkedHashMap<>();
        for (CountedPath path : counted) {
          String of = path.objects().name() + " at " + path.path();
          weights.merge(of, path.objects().weight(), Long::sum);
        }
        yield weights;
      }
      case Work.Writes writes -> Map.of(WRITTEN, rule.basePoints());
    };
  }
}
