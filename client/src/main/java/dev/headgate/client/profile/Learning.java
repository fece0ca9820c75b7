package dev.headgate.client.profile;

import dev.headgate.client.call.Attribute;
import dev.headgate.client.call.Call;
import java.util.List;

/**
 * What becomes of limits that no rule of the profile names.
 *
 * @param route calls with the same values of these attributes are taken to meet the same limits
 * @param key calls that meet a learned limit share its gate if they have the same values of these
 */
public record Learning(List<Attribute> route, List<Attribute> key) {
  /** Origin and credential for both: the least that can be assumed of a stranger. */
  public static final Learning BY_CREDENTIAL =
      new Learning(
          List.of(Attribute.ORIGIN, Attribute.CREDENTIAL),
          List.of(Attribute.ORIGIN, Attribute.CREDENTIAL));

  /** Each operation meets its own limits, and operations may turn out to share one. */
  public static final Learning BY_OPERATION =
      new Learning(
          List.of(Attribute.ORIGIN, Attribute.CREDENTIAL, Attribute.METHOD, Attribute.OPERATION),
          List.of(Attribute.ORIGIN, Attribute.CREDENTIAL));

  /** Copies. */
  public Learning {
    route = List.copyOf(route);
    key = List.copyOf(key);
  }

  /** The route of a call. */
  public String routeOf(Call call) {
    return GateRule.joined(call, route, "");
  }

  /** The gate of a limit that a call met; a partition is part of the key. */
  public GateKey gateOf(Call call, String limit, String partition) {
    return new GateKey(limit, GateRule.joined(call, key, partition));
  }
}
