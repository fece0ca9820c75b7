package dev.headgate.headers.reading;

import dev.headgate.headers.CostKind;
import dev.headgate.headers.structured.BareItem;
import dev.headgate.headers.structured.Parameters;
import dev.headgate.headers.structured.SfBytes;
import dev.headgate.headers.structured.SfString;
import dev.headgate.headers.structured.SfToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one member that is read: each is taken once, and what is left is the extra.
 * Used for one member only.
 */
final class MemberParameters {

  static final String PARTITION = "pk";

  private static final SfToken RESERVED = new SfToken(CostKind.RESERVED.token());

  private final Parameters parameters;
  private final List<String> taken = new ArrayList<>();

  MemberParameters(Parameters parameters) {
    this.parameters = parameters;
  }

  private @Nullable BareItem take(String key) {
    BareItem item = parameters.get(key);
    if (item != null) {
      taken.add(key);
    }
    return item;
  }

  /** A number of the standard: wrong type or range makes the field malformed. */
  @Nullable Long number(String key, long least) throws MalformedFieldException {
    BareItem item = take(key);
    if (item == null) {
      return null;
    }
    Long number = WireNumber.of(item);
    if (number == null || number < least) {
      throw new MalformedFieldException(key, item, "an Integer >= " + least);
    }
    return number;
  }

  long requiredNumber(String key, long least) throws MalformedFieldException {
    Long number = number(key, least);
    if (number == null) {
      throw new MalformedFieldException(key + ": missing (expected: an Integer)");
    }
    return number;
  }

  String string(String key, String absent) throws MalformedFieldException {
    BareItem item = take(key);
    if (item == null) {
      return absent;
    }
    if (item instanceof SfString(String value)) {
      return value;
    }
    throw new MalformedFieldException(key, item, "a String");
  }

  @Nullable SfBytes partition() throws MalformedFieldException {
    BareItem item = take(PARTITION);
    if (item == null || item instanceof SfBytes) {
      return (SfBytes) item;
    }
    throw new MalformedFieldException(PARTITION, item, "a Byte Sequence");
  }

  /** The cost, by the vendor parameters or the draft's open change; not understood is absent. */
  @Nullable Cost cost() {
    String key = has(RateLimit.COST) ? RateLimit.COST : "c";
    Long points = WireNumber.of(parameters.get(key));
    if (points == null) {
      return null;
    }
    taken.add(key);
    boolean reserved = RESERVED.equals(take(RateLimit.COST_KIND));
    return new Cost(points, reserved ? CostKind.RESERVED : CostKind.FINAL);
  }

  boolean has(String key) {
    return parameters.get(key) != null;
  }

  Parameters rest() {
    if (taken.size() == parameters.values().size()) {
      return Parameters.NONE;
    }
    LinkedHashMap<String, BareItem> rest = new LinkedHashMap<>(parameters.values());
    taken.forEach(rest::remove);
    return new Parameters(rest);
  }
}
