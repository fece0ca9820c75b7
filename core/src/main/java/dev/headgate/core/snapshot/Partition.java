package dev.headgate.core.snapshot;

import dev.headgate.core.call.Call;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes tell the counters of a rule apart, and what happens where one is missing.
 *
 * @param attributes names in the order of the key; empty for one counter for everybody
 * @param missing what to do where a call lacks one
 * @param members how many of the last attributes tell the members of one pool apart; 0 where
 *     nothing is shared
 */
public record Partition(List<String> attributes, Missing missing, int members) {
  /** One counter for everybody. */
  public static final Partition NONE = new Partition(List.of(), Missing.REFUSE);

  /** What happens where a call lacks an attribute of the key. */
  public enum Missing {
    /** The call is refused. */
    REFUSE,
    /** The rule makes no claim; a way round, which the policy checker warns of. */
    SKIP,
    /** All such calls share one counter, whose value for the attribute is empty. */
    DEFAULT
  }

  public Partition {
    attributes = List.copyOf(attributes);
    if (members < 0 || members > attributes.size()) {
      throw new IllegalArgumentException(
          "members: " + members + " (expected: 0 to " + attributes.size() + ")");
    }
  }

  /** A partition of which nothing is shared. */
  public Partition(List<String> attributes, Missing missing) {
    this(attributes, missing, 0);
  }

  /** What tells the pools apart: all attributes but those of the members. */
  public Partition pools() {
    return new Partition(attributes.subList(0, attributes.size() - members), missing);
  }

  /** A partition that refuses calls without one of the attributes. */
  public static Partition by(String... attributes) {
    return new Partition(List.of(attributes), Missing.REFUSE);
  }

  /**
   * The key of a call, or null where an attribute is missing and there is no default, or where its
   * values are longer than {@link Key#BYTES_MAX}.
   */
  public @Nullable Key key(Call call) {
    if (attributes.isEmpty()) {
      return Key.ALL;
    }
    List<String> values = values(call);
    return values == null ? null : Key.fitting(values);
  }

  /** How many bytes the key of a call would take; 0 where an attribute is missing. */
  int keyBytes(Call call) {
    List<String> values = values(call);
    return values == null ? 0 : Key.encoded(values).length;
  }

  private @Nullable List<String> values(Call call) {
    if (attributes.size() == 1) {
      String value = value(call, attributes.getFirst());
      return value == null ? null : List.of(value);
    }
    List<String> values = new ArrayList<>(attributes.size());
    for (String attribute : attributes) {
      String value = value(call, attribute);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return values;
  }

  /** Whether all calls of this operation by this caller have the same key. */
  boolean fixed(Call call) {
    for (String attribute : attributes) {
      if (call.fixedAttribute(attribute) == null) {
        return false;
      }
    }
    return true;
  }

  private @Nullable String value(Call call, String attribute) {
    String value = call.attribute(attribute);
    return value == null && missing == Missing.DEFAULT ? "" : value;
  }
}
