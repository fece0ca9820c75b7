package dev.headgate.core.pricing;

import java.util.TreeMap;

/** A quote with its arithmetic, for people. */
public final class QuoteText {
  private QuoteText() {}

  /** Several lines that each end in a line feed, the numbers in one column. */
  public static String of(Quote quote) {
    StringBuilder text = new StringBuilder();
    Reckoning reckoning = quote.reckoning();
    if (reckoning != null) {
      line(text, "base", reckoning.base(), "");
      for (Reckoning.Term term : reckoning.terms()) {
        Bound.Found found = term.found();
        String objects = found.objects() + " x " + term.objects() + " at " + term.weight();
        line(text, objects, term.points(), term.path() + ": " + why(term));
      }
      if (reckoning.clamped() || !(reckoning.reserve() instanceof Reserve.ByBound)) {
        line(text, "at most", reckoning.bound(), "");
      }
      line(text, quote.isFinal() ? "cost" : "reserved", reckoning.reserved(), reserved(quote));
    }
    new TreeMap<>(quote.reserve())
        .forEach(
            (unit, cost) -> {
              if (!unit.equals(Quote.POINTS)) {
                line(text, unit, cost, "");
              }
            });
    return text.toString();
  }

  private static String reserved(Quote quote) {
    Reckoning reckoning = quote.reckoning();
    if (quote.isFinal() || reckoning == null) {
      return "final";
    }
    String how =
        reckoning.clamped()
            ? "cut by reserveMax"
            : reckoning.reserve() instanceof Reserve.ByBound ? "" : reckoning.reserve().written();
    return (how.isEmpty() ? "" : how + "; ") + "settled to what is counted";
  }

  private static String why(Reckoning.Term term) {
    String most = ", at most " + term.most();
    return switch (term.found().reason()) {
      case FIXED -> term.most() == 1 ? "one object" : "no parameter" + most;
      case USUAL -> "no page size or ids" + most;
      case STATED -> "by " + term.found().parameter() + most;
      case ABOVE_MOST -> term.found().parameter() + " is above it" + most;
      case UNREADABLE -> term.found().parameter() + " is no number from 1" + most;
    };
  }

  private static void line(StringBuilder text, String what, long points, String why) {
    text.append("  %-28s %12d   %s".formatted(what, points, why).stripTrailing()).append('\n');
  }
}
