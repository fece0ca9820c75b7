package dev.headgate.simulator.mapping;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.ClientAddress;
import dev.headgate.core.call.Operation;
import dev.headgate.core.call.Routed;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.settlement.ChargeTable;
import dev.headgate.policy.Policy;
import dev.headgate.simulator.traffic.Row;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls of rows, by the routes and prices of one policy. For one thread.
 *
 * <p>A row gives a call, or a reason why not: a line that cannot be understood is wrong, one that
 * the mapping says to leave out is left out.
 */
public final class CallMaker {
  private static final int TOO_MANY = 429;
  private static final String NOT_A_TIME = "no time";

  private final Mapping mapping;
  private final Policy policy;
  private final StampText stamps;
  private final KnownCallers callers;
  private final StatedCosts costs;
  private final Repeats repeats;
  private final Attribute[] attributes;
  private final Map<String, Operation> others = new HashMap<>();
  private String wrong = "";
  private long leftOut;
  private long badPaths;

  private record Attribute(String name, ValueSource source) {}

  /** Where a path leads. */
  private record Place(Operation operation, Map<String, String> parameters) {}

  /** For the rows of one mapping. */
  public CallMaker(Mapping mapping, Policy policy) {
    this.mapping = mapping;
    this.policy = policy;
    stamps = new StampText(mapping.stamping().zone());
    callers = new KnownCallers(mapping);
    costs = new StatedCosts(mapping.costs(), policy.snapshot().prices());
    repeats = new Repeats(mapping.keeping().repeatsWithin());
    attributes =
        mapping.call().attributes().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> new Attribute(entry.getKey(), entry.getValue()))
            .toArray(Attribute[]::new);
  }

  /** The call of a row; null where {@link #wrong} says why there is none. */
  public @Nullable LoggedCall make(int file, Row row) {
    wrong = "";
    String time = mapping.stamping().source().of(row);
    if (time == null || !stamps.read(time)) {
      return wrong(time == null ? NOT_A_TIME : "a time in no known form");
    }
    String method = text(mapping.call().method(), row, "GET");
    String target = pathOf(text(mapping.call().path(), row, ""));
    Place place = place(row, method, target);
    if (place == null) {
      return null;
    }
    Caller caller = callers.of(row);
    if (caller == null) {
      return wrong(callers.wrong());
    }
    long length = length(row);
    long stamp = stamps.micros() - (mapping.stamping().end() ? length : 0);
    int status = status(row);
    if (isLeftOut(status, stamp, caller, target)) {
      leftOut++;
      return null;
    }
    Call call = call(row, place, caller, target);
    return call == null
        ? null
        : new LoggedCall(
            file,
            row.line(),
            Math.max(0, stamp),
            stamps.tick(),
            length,
            charge(method, status),
            call);
  }

  /** What was wrong with the last row; empty where it was well or left out. */
  public String wrong() {
    return wrong;
  }

  /** How many calls the mapping said to leave out. */
  public long leftOut() {
    return leftOut;
  }

  /** How many calls had no readable cost and count the base of their operation. */
  public long unknownCosts() {
    return costs.unknown();
  }

  /**
   * How many calls have a path that could be read in more than one way. The gateway answers them
   * with 400 and takes nothing; here they are calls of the operation {@code other}.
   */
  public long badPaths() {
    return badPaths;
  }

  private @Nullable LoggedCall wrong(String why) {
    wrong = why;
    return null;
  }

  private @Nullable Call call(Row row, Place place, Caller caller, String target) {
    try {
      return new Call(
          place.operation(),
          caller,
          Call.queryOf(target),
          attributes(row, place.parameters()),
          costs.of(row, place.operation()),
          null,
          false);
    } catch (IllegalArgumentException beyondBound) {
      wrong(String.valueOf(beyondBound.getMessage()));
      return null;
    }
  }

  /** As taken where the status is not known, that is 0. */
  private LoggedCall.Charge charge(String method, int status) {
    ChargeTable.Outcome outcome = status == 0 ? null : ChargeTable.answered(method, status);
    return outcome != null && policy.charges().charge(outcome) == ChargeTable.Charge.NOTHING
        ? LoggedCall.Charge.NOTHING
        : LoggedCall.Charge.AS_TAKEN;
  }

  private boolean isLeftOut(int status, long stamp, Caller caller, String target) {
    boolean repeat = repeats.isRepeat(caller, target, stamp, status == TOO_MANY);
    return repeat || (status == TOO_MANY && !mapping.keeping().throttled());
  }

  private @Nullable Place place(Row row, String method, String target) {
    ValueSource stated = mapping.call().operation();
    if (stated != null) {
      String name = stated.of(row);
      if (name == null || name.length() > Operation.NAME_MAX) {
        wrong("no operation");
        return null;
      }
      return new Place(others.computeIfAbsent(name, any -> named(name, method)), Map.of());
    }
    if (target.isEmpty()) {
      wrong("no path");
      return null;
    }
    return switch (policy.routes().find(method, target)) {
      case Routed.RouteMatch(Operation operation, Map<String, String> parameters) ->
          new Place(operation, parameters);
      case Routed.NoRoute() -> other(method);
      case Routed.BadPath(String found, String expected) -> {
        badPaths++;
        yield other(method);
      }
    };
  }

  private Place other(String method) {
    return new Place(others.computeIfAbsent(method, any -> Policy.other(method)), Map.of());
  }

  /** The operation of that name with the product that its route has. */
  private Operation named(String name, String method) {
    return policy.routes().routes().stream()
        .filter(route -> route.operation().equals(name))
        .findFirst()
        .map(route -> new Operation(name, route.method(), route.product()))
        .orElseGet(() -> Operation.of(name, method));
  }

  private Map<String, String> attributes(Row row, Map<String, String> parameters) {
    if (attributes.length == 0) {
      return parameters;
    }
    if (attributes.length == 1 && parameters.isEmpty()) {
      String value = value(attributes[0], row);
      return value == null ? Map.of() : Map.of(attributes[0].name(), value);
    }
    Map<String, String> all = new HashMap<>(parameters);
    for (Attribute attribute : attributes) {
      String value = value(attribute, row);
      if (value != null) {
        all.put(attribute.name(), value);
      }
    }
    return all;
  }

  private static @Nullable String value(Attribute attribute, Row row) {
    String value = attribute.source().of(row);
    if (value == null || value.indexOf(':') < 0 || !attribute.name().equals(CallParts.ADDRESS)) {
      return value;
    }
    return network(value);
  }

  /** An IPv6 address as limits see it; a host with a port stays as it is. */
  private static String network(String address) {
    try {
      return ClientAddress.attribute(InetAddress.getByName(address));
    } catch (UnknownHostException noAddress) {
      return address;
    }
  }

  private long length(Row row) {
    ValueSource source = mapping.stamping().duration();
    String text = source == null ? null : source.of(row);
    if (text == null) {
      return 0;
    }
    try {
      double micros = Double.parseDouble(text) * mapping.stamping().unit();
      return micros >= 0 && micros < 1e15 ? Math.round(micros) : 0;
    } catch (NumberFormatException noNumber) {
      return 0;
    }
  }

  private int status(Row row) {
    String text = text(mapping.call().status(), row, "");
    if (text.length() != 3) {
      return 0;
    }
    int status = 0;
    for (int i = 0; i < 3; i++) {
      status = 10 * status + Character.digit(text.charAt(i), 10);
    }
    return Math.max(0, status);
  }

  /** A target without scheme and host, as some logs write it. */
  private static String pathOf(String target) {
    int scheme = target.startsWith("/") ? 0 : target.indexOf("://");
    if (scheme <= 0) {
      return target;
    }
    int path = target.indexOf('/', scheme + 3);
    return path < 0 ? "/" : target.substring(path);
  }

  private static String text(@Nullable ValueSource source, Row row, String missing) {
    String text = source == null ? null : source.of(row);
    return text == null ? missing : text;
  }
}
