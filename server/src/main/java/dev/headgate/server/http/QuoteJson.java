package dev.headgate.server.http;

import dev.headgate.core.decision.Plan;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.pricing.Reckoning;
import java.util.Map;

/** What a call costs, as JSON. */
final class QuoteJson {
  private QuoteJson() {}

  static void write(Plan plan, JsonOut json) {
    Quote quote = plan.matched().quote();
    json.object();
    json.text("operation", plan.call().operation().name());
    cost(quote, json);
    units("minimum", quote.minimum(), json);
    arithmetic(quote, json);
    json.text("policyVersion", plan.snapshot().version());
    json.end();
  }

  /** What is taken by unit, and whether that is final. */
  static void cost(Quote quote, JsonOut json) {
    units("cost", quote.reserve(), json);
    json.word("costKind", DecisionJson.costKind(quote));
  }

  /** How the points were reckoned, where the policy reckoned them. */
  static void arithmetic(Quote quote, JsonOut json) {
    Reckoning reckoning = quote.reckoning();
    if (reckoning == null) {
      return;
    }
    json.object("arithmetic").number("base", reckoning.base());
    json.array("terms");
    reckoning.terms().forEach(term -> term(term, json));
    json.endArray();
    json.number("atMost", reckoning.bound()).text("reserve", reckoning.reserve().written());
    json.number("reserved", reckoning.reserved()).flag("clamped", reckoning.clamped()).end();
  }

  private static void term(Reckoning.Term term, JsonOut json) {
    json.object().text("path", term.path()).text("class", term.objects());
    json.number("weight", term.weight()).number("objects", term.found().objects());
    json.number("points", term.points()).word("reason", term.found().reason().written());
    json.text("parameter", term.found().parameter()).number("most", term.most()).end();
  }

  private static void units(String name, Map<String, Long> costs, JsonOut json) {
    json.object(name);
    if (!costs.containsKey(Quote.REQUESTS)) {
      json.number(Quote.REQUESTS, 1);
    }
    costs.forEach(json::numberOf);
    json.end();
  }
}
