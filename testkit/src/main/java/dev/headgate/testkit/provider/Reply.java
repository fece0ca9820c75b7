package dev.headgate.testkit.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answers, and how the answer travels.
 *
 * @param status of HTTP
 * @param fields in the order in which they are sent
 * @param body as text, sent in UTF-8
 * @param delivery how it reaches its caller
 */
public record Reply(int status, List<Field> fields, String body, Delivery delivery) {

  /** One field line. */
  public record Field(String name, String value) {}

  /**
   * How an answer travels.
   *
   * @param delayMicros until it is sent
   * @param cut where the connection breaks
   */
  public record Delivery(long delayMicros, Cut cut) {
    /** At once and whole. */
    public static final Delivery USUAL = new Delivery(0, Cut.NONE);
  }

  /** Where a connection breaks. */
  public enum Cut {
    /** Nowhere. */
    NONE,
    /** Before a byte of the answer. */
    BEFORE_HEAD,
    /** In the middle of the body. */
    IN_BODY
  }

  /** Copies. */
  public Reply {
    fields = List.copyOf(fields);
  }

  /** An answer that arrives at once and whole. */
  public static Reply of(int status, List<Field> fields, String body) {
    return new Reply(status, fields, body, Delivery.USUAL);
  }

  /** The first value of a field, whatever the case of its name; null if there is none. */
  public @Nullable String field(String name) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return field.value();
      }
    }
    return null;
  }

  /** The same with another status and body. */
  Reply saying(int otherStatus, String otherBody) {
    return new Reply(otherStatus, fields, otherBody, delivery);
  }

  /** The same with other fields. */
  Reply with(List<Field> others) {
    return new Reply(status, others, body, delivery);
  }

  /** The same with one more field line. */
  Reply plus(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return with(more);
  }

  /** The same with a field that has this value alone. */
  Reply setting(String name, String value) {
    List<Field> others = new ArrayList<>(fields);
    others.removeIf(field -> field.name().equalsIgnoreCase(name));
    others.add(new Field(name, value));
    return with(others);
  }

  /** The same, delivered so. */
  Reply delivered(Delivery how) {
    return new Reply(status, fields, body, how);
  }
}
