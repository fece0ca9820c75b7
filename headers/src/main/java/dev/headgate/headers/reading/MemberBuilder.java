package dev.headgate.headers.reading;

import dev.headgate.headers.structured.BareItem;
import dev.headgate.headers.structured.Item;
import dev.headgate.headers.structured.Parameters;
import dev.headgate.headers.structured.SfString;
import java.util.LinkedHashMap;

/** One member that is emitted, as its parameters are put. Used for one member only. */
final class MemberBuilder {

  private final LinkedHashMap<String, BareItem> values = new LinkedHashMap<>();

  MemberBuilder put(String key, BareItem value) {
    values.put(key, value);
    return this;
  }

  /** The member of that policy; of the extra what was not put. */
  Item toItem(PolicyRef ref, Parameters extra) {
    if (ref.partition() != null) {
      values.put(MemberParameters.PARTITION, ref.partition());
    }
    extra.values().forEach(values::putIfAbsent);
    return new Item(new SfString(ref.name()), new Parameters(values));
  }
}
