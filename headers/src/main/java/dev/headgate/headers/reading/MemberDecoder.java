package dev.headgate.headers.reading;

import dev.headgate.headers.Alphabet;
import dev.headgate.headers.structured.Item;
import dev.headgate.headers.structured.Member;
import dev.headgate.headers.structured.Parameters;
import dev.headgate.headers.structured.ParseBounds;
import dev.headgate.headers.structured.SfInteger;
import dev.headgate.headers.structured.SfString;
import dev.headgate.headers.structured.StructuredFieldException;
import dev.headgate.headers.structured.StructuredFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The meaning of single members of the rate-limit fields, newer and older. Stateless. */
final class MemberDecoder {

  private MemberDecoder() {}

  /** The members of a list, which must be items, and at least one. */
  static List<Item> items(List<String> lines, ParseBounds bounds)
      throws StructuredFieldException, MalformedFieldException {
    List<Item> items = new ArrayList<>();
    for (Member member : StructuredFields.parseList(lines, bounds).members()) {
      if (!(member instanceof Item item)) {
        throw new MalformedFieldException("member: an inner list (expected: an item)");
      }
      items.add(item);
    }
    if (items.isEmpty()) {
      throw new MalformedFieldException("members: 0 (expected: >= 1)");
    }
    return items;
  }

  /** A member of {@code RateLimit}, in either alphabet. */
  static RateLimit limit(Item item) throws MalformedFieldException {
    if (!(item.value() instanceof SfString(String name))) {
      throw new MalformedFieldException("member", item.value(), "a String");
    }
    MemberParameters parameters = new MemberParameters(item.parameters());
    Alphabet alphabet = parameters.has("r") || !parameters.has("a") ? Alphabet.R_T : Alphabet.A_W;
    PolicyRef ref = new PolicyRef(name, parameters.partition());
    long remaining = parameters.requiredNumber(String.valueOf(alphabet.remaining()), 0);
    Long reset = parameters.number(String.valueOf(alphabet.reset()), 0);
    return new RateLimit(ref, remaining, reset, parameters.cost(), parameters.rest());
  }

  /** A member of {@code RateLimit-Policy}: a name with its quota, or, until draft 07, a quota. */
  static RateLimitPolicy policy(Item item) throws MalformedFieldException {
    MemberParameters parameters = new MemberParameters(item.parameters());
    return switch (item.value()) {
      case SfString(String name) -> named(name, parameters);
      case SfInteger(long quota) when quota >= 0 -> unnamed(quota, parameters);
      default ->
          throw new MalformedFieldException("member", item.value(), "a String or an Integer >= 0");
    };
  }

  /** The policy of a quota of which nothing else is known. */
  static RateLimitPolicy unstated(long quota) {
    return unnamed(quota, null, text(quota, null), Parameters.NONE);
  }

  private static RateLimitPolicy named(String name, MemberParameters parameters)
      throws MalformedFieldException {
    long quota = parameters.requiredNumber("q", 0);
    Long window = parameters.number("w", 1);
    String unit = parameters.string("qu", RateLimitPolicy.UNIT_DEFAULT);
    PolicyRef ref = new PolicyRef(name, parameters.partition());
    return new RateLimitPolicy(ref, quota, window, unit, parameters.rest());
  }

  private static RateLimitPolicy unnamed(long quota, MemberParameters parameters)
      throws MalformedFieldException {
    Long window = parameters.number("w", 1);
    String name = parameters.string("name", text(quota, window));
    return unnamed(quota, window, name, parameters.rest());
  }

  private static RateLimitPolicy unnamed(
      long quota, @Nullable Long window, String name, Parameters extra) {
    return new RateLimitPolicy(
        PolicyRef.of(name), quota, window, RateLimitPolicy.UNIT_DEFAULT, extra);
  }

  private static String text(long quota, @Nullable Long window) {
    Parameters parameters =
        window == null ? Parameters.NONE : Parameters.of("w", new SfInteger(window));
    return StructuredFields.serialize(new Item(new SfInteger(quota), parameters));
  }
}
