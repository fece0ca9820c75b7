package dev.headgate.core.pricing;

import java.util.List;
import java.util.Locale;

/**
 * How many objects of a kind a call can concern at most, as far as its query tells before it runs.
 * Never below what the service behind can return, as long as {@code most} is its true maximum.
 *
 * @param form what the parameters say
 * @param parameters names of query parameters, compared as sent and decoded; at most {@link
 *     #PARAMETERS_MAX}; where several are given, or one is repeated, the largest counts
 * @param usual where none of them is given
 * @param most in any case
 */
public record Bound(Form form, List<String> parameters, long usual, long most) {
  /** The most parameters of a bound. */
  public static final int PARAMETERS_MAX = 8;

  /** The largest number of objects. */
  public static final long OBJECTS_MAX = Quote.COST_MAX;

  /** One object. */
  public static final Bound ONE = new Bound(Form.FIXED, List.of(), 1, 1);

  /** What parameters say. */
  public enum Form {
    /** Nothing: there are none. */
    FIXED,
    /** How many objects are wanted, as a number from 1. Anything else may mean all of them. */
    PAGE_SIZE,
    /** Which objects are wanted, with commas between them. */
    LIST
  }

  /** Why a bound is what it is. */
  public enum Reason {
    /** It does not depend on the call. */
    FIXED,
    /** The parameter is not given. */
    USUAL,
    /** The parameter says so. */
    STATED,
    /** The parameter says more than there can be. */
    ABOVE_MOST,
    /** What the parameter says is no page size: 0, -1, {@code all}, 5.5. */
    UNREADABLE;

    /** The reason in a word, for programs. */
    public String written() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * The bound of one call.
   *
   * @param objects how many at most
   * @param reason why
   * @param parameter the one that said so, empty where none did
   */
  public record Found(long objects, Reason reason, String parameter) {}

  public Bound {
    parameters = List.copyOf(parameters);
    if (usual < 0 || most < usual || most > OBJECTS_MAX) {
      throw new IllegalArgumentException(
          "usual: " + usual + ", most: " + most + " (expected: 0 to most, most <= " + OBJECTS_MAX);
    }
    if (parameters.size() > PARAMETERS_MAX || parameters.isEmpty() != (form == Form.FIXED)) {
      throw new IllegalArgumentException(
          "parameters: " + parameters + " (expected: 1 to " + PARAMETERS_MAX + ", fixed: none)");
    }
  }

  /** So many, whatever the query says. */
  public static Bound atMost(long objects) {
    return new Bound(Form.FIXED, List.of(), objects, objects);
  }

  /** A page. */
  public static Bound page(String parameter, long usual, long most) {
    return new Bound(Form.PAGE_SIZE, List.of(parameter), usual, most);
  }

  /** A list of ids; where it is missing, as many as there can be. */
  public static Bound list(String parameter, long most) {
    return new Bound(Form.LIST, List.of(parameter), most, most);
  }

  /** Whether it depends on the query. */
  public boolean asks() {
    return form != Form.FIXED;
  }

  /**
   * The bound of a call.
   *
   * @param query as sent, without {@code ?}; empty where there is none
   */
  public Found find(String query) {
    if (form == Form.FIXED) {
      return new Found(most, Reason.FIXED, "");
    }
    return query.isEmpty() ? new Found(usual, Reason.USUAL, "") : new QueryScan(query).find(this);
  }
}
