package dev.headgate.client.reading;

import dev.headgate.client.profile.FieldForm;
import dev.headgate.client.reading.Stand.Kind;
import dev.headgate.client.reading.Stand.Span;
import dev.headgate.headers.reading.FieldLines;
import dev.headgate.headers.reading.RateLimit;
import dev.headgate.headers.reading.RateLimitPolicy;
import dev.headgate.headers.reading.RateLimitReader;
import dev.headgate.headers.reading.RateLimitReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects where a caller stands from one response, form by form. Used once. */
final class StandReader {
  private static final Pattern USED = Pattern.compile("(\\d{1,15})/(\\d{1,15})");
  private static final Pattern PAIR = Pattern.compile("(\\d{1,15}):(\\d{1,9})");
  private static final int PAIRS_MAX = 16;

  private final FieldLines fields;
  private final ResetReader resets;
  private final BodyReader body;
  private final Map<FieldForm.Ietf, RateLimitReader> readers;
  private final List<Stand> stands = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();
  private @Nullable Long cost;

  /** {@code readers} has one for each form of the IETF's that will be read. */
  StandReader(
      FieldLines fields,
      ResetReader resets,
      BodyReader body,
      Map<FieldForm.Ietf, RateLimitReader> readers) {
    this.fields = fields;
    this.resets = resets;
    this.body = body;
    this.readers = readers;
  }

  void read(FieldForm form) {
    switch (form) {
      case FieldForm.Ietf ietf -> ietf(ietf);
      case FieldForm.Triple triple -> triple(triple);
      case FieldForm.Filled filled -> filled(filled);
      case FieldForm.Used used -> used(used);
      case FieldForm.Counted counted -> counted(counted);
      case FieldForm.GraphCost(String name) -> graphCost(name);
    }
  }

  List<Stand> stands() {
    return stands;
  }

  List<String> ignored() {
    return ignored;
  }

  @Nullable Long cost() {
    return cost;
  }

  private void ietf(FieldForm.Ietf form) {
    RateLimitReading reading = Objects.requireNonNull(readers.get(form)).read(fields);
    boolean announced = !form.prefix().isEmpty();
    reading.ignored().forEach(problem -> ignored.add(problem.toString()));
    Map<Object, RateLimitPolicy> policies = new HashMap<>();
    reading.policies().forEach(policy -> policies.put(policy.ref(), policy));
    for (RateLimit limit : reading.limits()) {
      stands.add(stated(limit, policies.remove(limit.ref()), announced));
      noteCost(limit, announced);
    }
    policies.values().forEach(policy -> stands.add(withheld(policy, announced)));
  }

  private void noteCost(RateLimit limit, boolean announced) {
    if (limit.cost() != null && !announced) {
      cost = Math.max(cost == null ? 0 : cost, limit.cost().points());
    }
  }

  private static Stand stated(RateLimit limit, @Nullable RateLimitPolicy policy, boolean beta) {
    Long window = policy == null ? null : Amounts.micros(policy.windowSeconds());
    return new Stand(
        limit.ref().name(),
        partition(limit.ref().partition()),
        policy == null ? null : policy.quota(),
        limit.remaining(),
        new Span(
            window, Amounts.micros(limit.resetSeconds()), beta ? Kind.ANNOUNCED : Kind.STATED));
  }

  private static Stand withheld(RateLimitPolicy policy, boolean beta) {
    return new Stand(
        policy.ref().name(),
        partition(policy.ref().partition()),
        policy.quota(),
        null,
        new Span(
            Amounts.micros(policy.windowSeconds()), null, beta ? Kind.ANNOUNCED : Kind.STATED));
  }

  private static String partition(@Nullable Object key) {
    return key == null ? "" : key.toString();
  }

  private void triple(FieldForm.Triple form) {
    Long remaining = Amounts.whole(Amounts.line(fields, form.remaining()));
    Long quota = Amounts.whole(Amounts.line(fields, form.limit()));
    if (remaining == null && quota == null) {
      return;
    }
    String text = Amounts.line(fields, form.reset());
    ResetReader.Reset reset = resets.read(text, form.kind());
    if (text != null && reset == null) {
      ignored.add(form.reset() + ": not understood");
    }
    Kind kind = reset != null && reset.guessed() ? Kind.GUESSED : Kind.STATED;
    Span span = new Span(null, reset == null ? null : reset.micros(), kind);
    stands.add(new Stand(name(form), "", quota, remaining, span));
  }

  private String name(FieldForm.Triple form) {
    String said = form.nameField() == null ? null : Amounts.line(fields, form.nameField());
    return said == null || said.isEmpty() ? form.name() : said;
  }

  private void filled(FieldForm.Filled form) {
    Long quota = Amounts.whole(Amounts.line(fields, form.limit()));
    Long remaining = Amounts.whole(Amounts.line(fields, form.remaining()));
    Long interval = Amounts.whole(Amounts.line(fields, form.interval()));
    Long fill = Amounts.whole(Amounts.line(fields, form.fill()));
    if (quota == null || remaining == null || interval == null || fill == null || fill == 0) {
      return;
    }
    double seconds = (double) Math.max(1, quota) * Math.max(1, interval) / fill;
    bucket(form.name(), quota, remaining, (long) Math.ceil(seconds * 1_000_000));
  }

  private void used(FieldForm.Used form) {
    String text = Amounts.line(fields, form.field());
    Matcher used = USED.matcher(text == null ? "" : text);
    if (used.find()) {
      long quota = Long.parseLong(used.group(2));
      long left = Math.max(0, quota - Long.parseLong(used.group(1)));
      bucket(form.name(), quota, left, form.refillSeconds() * 1_000_000);
    } else if (text != null) {
      ignored.add(form.field() + ": not understood");
    }
  }

  private void bucket(String name, long quota, long remaining, long windowMicros) {
    long window = Math.clamp(windowMicros, 1, Amounts.DELAY_MAX);
    stands.add(new Stand(name, "", quota, remaining, new Span(window, null, Kind.BUCKET)));
  }

  private void counted(FieldForm.Counted form) {
    Map<Long, Long> counts = pairs(Amounts.line(fields, form.counts()));
    pairs(Amounts.line(fields, form.limits()))
        .forEach(
            (seconds, quota) -> {
              Long count = counts.get(seconds);
              Long left = count == null ? null : Math.max(0, quota - count);
              Span span = new Span(Amounts.micros(seconds), null, Kind.STATED);
              stands.add(new Stand(form.name(), seconds + "s", quota, left, span));
            });
  }

  private static Map<Long, Long> pairs(@Nullable String text) {
    Map<Long, Long> pairs = new HashMap<>();
    Matcher pair = PAIR.matcher(text == null ? "" : text);
    while (pairs.size() < PAIRS_MAX && pair.find()) {
      pairs.put(Long.parseLong(pair.group(2)), Long.parseLong(pair.group(1)));
    }
    return pairs;
  }

  private void graphCost(String name) {
    Double most = body.number("maximumAvailable");
    Double left = body.number("currentlyAvailable");
    Double rate = body.number("restoreRate");
    if (most != null && left != null && rate != null && rate > 0) {
      bucket(name, most.longValue(), left.longValue(), (long) Math.ceil(most / rate * 1_000_000));
    }
    Double actual = body.number("actualQueryCost");
    cost = actual == null ? cost : Long.valueOf((long) Math.ceil(actual));
  }
}
