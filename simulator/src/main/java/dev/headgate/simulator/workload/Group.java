package dev.headgate.simulator.workload;

import dev.headgate.policy.text.Rate;
import java.util.List;
import java.util.Map;

/**
 * Apps that behave alike. Immutable.
 *
 * @param name of the group; its apps are {@code name-1}, {@code name-2} and so on
 * @param shape when they want calls
 * @param apps how many, at least 1
 * @param tenants how many tenants each app has, at least 1; they are the same for all apps
 * @param rate of calls that each app wants, on average
 * @param conduct what its clients do with refusals
 * @param calls what they call, each as often as the others; none for the routes of the policy
 * @param attributes of the callers beside tenant and app
 */
public record Group(
    String name,
    Shape shape,
    int apps,
    int tenants,
    Rate rate,
    Conduct conduct,
    List<Wanted> calls,
    Map<String, String> attributes) {
  /** What a client does with a refusal. */
  public enum Conduct {
    /** Gives up: a refused call is lost. */
    SCRIPT,
    /** Repeats after a second, up to five times, whatever the answer says. */
    NAIVE,
    /** Repeats at once, up to a hundred times. */
    IMPATIENT,
    /** Is the governor of the module {@code client}. */
    GOOD
  }

  /**
   * A call that a program makes.
   *
   * @param method of HTTP
   * @param target path and query; {@link #NUMBER} in it stands for a number that is drawn
   * @param points that it states as its cost, or 0 for what the price book says
   */
  public record Wanted(String method, String target, long points) {
    /** Stands for a number of an object. */
    public static final String NUMBER = "{n}";
  }

  /** What its clients do, in a word. */
  public String conductWord() {
    return conduct.name().toLowerCase(java.util.Locale.ROOT);
  }

  public Group {
    calls = List.copyOf(calls);
    attributes = Map.copyOf(attributes);
  }
}
