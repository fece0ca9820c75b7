package dev.headgate.headers.reading;

import dev.headgate.headers.CostKind;
import dev.headgate.headers.structured.BareItem;
import dev.headgate.headers.structured.Item;
import dev.headgate.headers.structured.Parameters;
import dev.headgate.headers.structured.SfBytes;
import dev.headgate.headers.structured.SfString;
import dev.headgate.headers.structured.SfToken;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one member on its way in or out: each is taken or put once, and what is left is
 * the extra. Used for one member only.
 */
final class MemberParameters {

  static final String PARTITION = "pk";

  private final LinkedHashMap<String, BareItem> values;

  MemberParameters() {
    this.values = new LinkedHashMap<>();
  }

  MemberParameters(Parameters parameters) {
    this.values = new LinkedHashMap<>(parameters.values());
  }

  MemberParameters put(String key, BareItem value) {
    values.put(key, value);
    return this;
  }

  Item toItem(PolicyRef ref, Parameters extra) {
    if (ref.partition() != null) {
      values.put(PARTITION, ref.partition());
    }
    extra.values().forEach(values::putIfAbsent);
    return new Item(new SfString(ref.name()), new Parameters(values));
  }

  /** A number of the standard: wrong type or range makes the field malformed. */
  @Nullable Long number(String key, long least) throws MalformedFieldException {
    BareItem item = values.remove(key);
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
    BareItem item = values.remove(key);
    if (item == null) {
      return absent;
    }
    if (item instanceof SfString(String value)) {
      return value;
    }
    throw new MalformedFieldException(key, item, "a String");
  }

  @Nullable SfBytes partition() throws MalformedFieldException {
    BareItem item = values.remove(PARTITION);
    if (item == null || item instanceof SfBytes) {
      return (SfBytes) item;
    }
    throw new MalformedFieldException(PARTITION, item, "a Byte Sequence");
  }

  /** The cost, by the vendor parameters or the draft's open change; not understood is absent. */
  @Nullable Cost cost() {
    boolean vendor = values.containsKey(RateLimit.COST);
    Long points = WireNumber.of(values.get(vendor ? RateLimit.COST : "c"));
    if (points == null) {
      return null;
    }
    values.remove(vendor ? RateLimit.COST : "c");
    boolean reserved =
        new SfToken(CostKind.RESERVED.token()).equals(values.get(RateLimit.COST_KIND));
    values.remove(RateLimit.COST_KIND);
    return new Cost(points, reserved ? CostKind.RESERVED : CostKind.FINAL);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  Parameters rest() {
    return new Parameters(values);
  }
}
