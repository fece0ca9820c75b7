package dev.headgate.headers.reading;

import dev.headgate.headers.reading.RateLimitReading.Ignored;
import dev.headgate.headers.structured.Item;
import dev.headgate.headers.structured.Member;
import dev.headgate.headers.structured.Parameters;
import dev.headgate.headers.structured.ParseBounds;
import dev.headgate.headers.structured.SfDictionary;
import dev.headgate.headers.structured.StructuredFieldException;
import dev.headgate.headers.structured.StructuredFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One reading of one response: tries the forms from the newest on, and collects. Used once. */
final class ResponseReading {

  private final FieldLines fields;
  private final FieldNames names;
  private final PolicyReader policyReader;
  private final ParseBounds bounds;
  private final List<RateLimitPolicy> policies = new ArrayList<>();
  private final List<RateLimit> limits = new ArrayList<>();
  private final List<Ignored> ignored = new ArrayList<>();

  /** What the lines of a field mean, all of it or a failure. */
  private interface Meaning<T> {
    List<T> of(List<String> lines) throws StructuredFieldException, MalformedFieldException;
  }

  ResponseReading(
      FieldLines fields, FieldNames names, PolicyReader policyReader, ParseBounds bounds) {
    this.fields = fields;
    this.names = names;
    this.policyReader = policyReader;
    this.bounds = bounds;
  }

  RateLimitReading read() {
    policies.addAll(field(names.policy(), policyReader::read));
    limits.addAll(field(names.limit(), this::limits));
    if (limits.isEmpty()) {
      threeFields(names.older(), 1);
    }
    if (limits.isEmpty()) {
      // A bare X-RateLimit-Limit belongs to other dialects, whose reset is something else.
      threeFields(names.envoy(), 2);
    }
    return new RateLimitReading(policies, limits, ignored);
  }

  /** The meaning of a field; nothing if it is absent or malformed. */
  private <T> List<T> field(String name, Meaning<T> meaning) {
    List<String> lines = fields.lines(name);
    if (lines.isEmpty()) {
      return List.of();
    }
    try {
      return meaning.of(lines);
    } catch (StructuredFieldException | MalformedFieldException malformed) {
      ignored.add(new Ignored(name, String.valueOf(malformed.getMessage())));
      return List.of();
    }
  }

  private List<RateLimit> limits(List<String> lines)
      throws StructuredFieldException, MalformedFieldException {
    if (isDictionary(lines)) {
      return List.of(dictionaryLimit(StructuredFields.parseDictionary(lines, bounds)));
    }
    List<RateLimit> read = new ArrayList<>();
    for (Item item : MemberDecoder.items(lines, bounds)) {
      read.add(MemberDecoder.limit(item));
    }
    return read;
  }

  // A list of the newer drafts starts with a quote, the dictionary of draft 07 with a letter.
  private static boolean isDictionary(List<String> lines) {
    String first = lines.getFirst().stripLeading();
    return !first.isEmpty() && Character.isLetter(first.charAt(0));
  }

  private RateLimit dictionaryLimit(SfDictionary dictionary) throws MalformedFieldException {
    long quota = number("limit", dictionary.get("limit"));
    long remaining = number("remaining", dictionary.get("remaining"));
    Member reset = dictionary.get("reset");
    return unnamed(quota, remaining, reset == null ? null : number("reset", reset));
  }

  private void threeFields(FieldNames.Three three, int membersMin) {
    List<RateLimitPolicy> quotas = field(three.limit(), policyReader::read);
    if (quotas.size() < membersMin) {
      return;
    }
    quotas.stream().skip(1).filter(quota -> !policies.contains(quota)).forEach(policies::add);
    List<Long> remaining = field(three.remaining(), this::number);
    List<Long> reset = field(three.reset(), this::number);
    if (!remaining.isEmpty()) {
      Long resetSeconds = reset.isEmpty() ? null : reset.getFirst();
      limits.add(unnamed(quotas.getFirst().quota(), remaining.getFirst(), resetSeconds));
    }
  }

  /** A limit of the older forms: they state its quota, and do not say which policy that is. */
  private RateLimit unnamed(long quota, long remaining, @Nullable Long resetSeconds) {
    PolicyRef ref = policyOf(quota).ref();
    return new RateLimit(ref, remaining, resetSeconds, null, Parameters.NONE);
  }

  private RateLimitPolicy policyOf(long quota) {
    for (RateLimitPolicy policy : policies) {
      if (policy.quota() == quota) {
        return policy;
      }
    }
    RateLimitPolicy unstated = MemberDecoder.unstated(quota);
    policies.add(unstated);
    return unstated;
  }

  private List<Long> number(List<String> lines)
      throws StructuredFieldException, MalformedFieldException {
    return List.of(number("value", StructuredFields.parseItem(lines, bounds)));
  }

  private static long number(String what, @Nullable Member member) throws MalformedFieldException {
    Long number = member instanceof Item item ? WireNumber.of(item.value()) : null;
    if (number == null) {
      throw new MalformedFieldException(what + ": missing or no Integer >= 0");
    }
    return number;
  }
}
