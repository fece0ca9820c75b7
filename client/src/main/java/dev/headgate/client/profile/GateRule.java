package dev.headgate.client.profile;

import dev.headgate.client.call.Attribute;
import dev.headgate.client.call.Call;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kind of gate of a provider: which calls pass it, and which of them share it.
 *
 * @param name unique in its profile
 * @param key the attributes whose values tell its gates apart; none if all calls share one
 * @param calls which calls pass it
 * @param rates what the provider states of it beforehand; empty if only its fields say
 * @param names what the provider calls it in fields and reasons, its own name included
 */
public record GateRule(
    String name, List<Attribute> key, Calls calls, List<Rate> rates, Set<String> names) {

  /**
   * Which calls pass a gate, and as how many.
   *
   * @param scope by method
   * @param object by path, and then the object is part of the key; null for every path
   * @param unit what each counts
   */
  public record Calls(Scope scope, @Nullable ObjectPath object, Unit unit) {
    /** Every call, each as one. */
    public static final Calls EACH = new Calls(Scope.ALL, null, Unit.REQUESTS);

    /** Every call, at its price. */
    public static final Calls PRICED = new Calls(Scope.ALL, null, Unit.POINTS);
  }

  /** Copies; its own name is always one of its names. */
  public GateRule {
    key = List.copyOf(key);
    rates = List.copyOf(rates);
    names = names.contains(name) ? Set.copyOf(names) : plus(names, name);
  }

  /** The gate that {@code call} passes, or null if it passes none of these. */
  public @Nullable GateKey gateOf(Call call) {
    if (!calls.scope().covers(call)) {
      return null;
    }
    String object = "";
    if (calls.object() != null) {
      object = calls.object().find(call.target().path());
      if (object == null) {
        return null;
      }
    }
    return new GateKey(name, joined(call, key, object));
  }

  /** How much {@code call} counts at this gate. */
  public long cost(Call call) {
    return calls.unit() == Unit.POINTS ? call.terms().points() : 1;
  }

  private static final String BETWEEN = " | ";

  /** Most keys are at most so long, in characters. */
  private static final int LENGTH_USUAL = 128;

  /** The values of attributes, joined so that different lists never look alike. */
  static String joined(Call call, List<Attribute> attributes, String last) {
    if (attributes.size() == 1 && last.isEmpty()) {
      return call.value(attributes.getFirst());
    }
    StringBuilder joined = new StringBuilder(LENGTH_USUAL);
    int written = 0;
    for (int i = 0; i <= attributes.size(); i++) {
      String value = i < attributes.size() ? call.value(attributes.get(i)) : last;
      if (!value.isEmpty()) {
        // What is empty at the end leaves no trace, in between its place.
        joined.repeat(BETWEEN, i - written).append(value);
        written = i;
      }
    }
    return joined.toString();
  }

  private static Set<String> plus(Set<String> names, String name) {
    Set<String> all = new java.util.HashSet<>(names);
    all.add(name);
    return Set.copyOf(all);
  }
}
