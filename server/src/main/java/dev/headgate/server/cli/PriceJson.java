package dev.headgate.server.cli;

import dev.headgate.core.pricing.Bound;
import dev.headgate.core.pricing.CountedPath;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.pricing.Reckoning;
import dev.headgate.core.pricing.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prices as objects for programs. */
final class PriceJson {
  private PriceJson() {}

  /** What an operation does, into an object. */
  static void work(Work work, Map<String, Object> into) {
    switch (work) {
      case Work.Once() -> {}
      case Work.Reads(List<CountedPath> counted) ->
          into.put("counts", counted.stream().map(PriceJson::counted).toList());
      case Work.Writes(var each, Bound bound) -> {
        Map<String, Object> bulk = new LinkedHashMap<>();
        bulk.put("each", each.toString());
        bulk.put("bound", bound(bound));
        into.put("bulk", bulk);
      }
    }
  }

  /** A quote with its arithmetic. */
  static Map<String, Object> quote(String operation, Quote quote) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("operation", operation);
    value.put("reserved", new TreeMap<>(quote.reserve()));
    value.put("minimum", new TreeMap<>(quote.minimum()));
    value.put("costKind", quote.isFinal() ? "final" : "reserved");
    Reckoning reckoning = quote.reckoning();
    if (reckoning != null) {
      Map<String, Object> how = new LinkedHashMap<>();
      how.put("base", reckoning.base());
      how.put("terms", reckoning.terms().stream().map(PriceJson::term).toList());
      how.put("atMost", reckoning.bound());
      how.put("reserve", reckoning.reserve().written());
      how.put("reserved", reckoning.reserved());
      how.put("clamped", reckoning.clamped());
      value.put("arithmetic", how);
    }
    return value;
  }

  private static Map<String, Object> term(Reckoning.Term term) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("path", term.path());
    value.put("class", term.objects());
    value.put("weight", term.weight());
    value.put("objects", term.found().objects());
    value.put("points", term.points());
    value.put("reason", term.found().reason().written());
    value.put("parameter", term.found().parameter());
    value.put("most", term.most());
    return value;
  }

  private static Map<String, Object> counted(CountedPath counted) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("path", counted.path().toString());
    value.put("class", counted.objects().name());
    value.put("bound", bound(counted.bound()));
    return value;
  }

  private static Map<String, Object> bound(Bound bound) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("form", bound.form().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    value.put("by", bound.parameters());
    value.put("usual", bound.usual());
    value.put("most", bound.most());
    return value;
  }
}
