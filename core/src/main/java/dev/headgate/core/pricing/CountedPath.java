package dev.headgate.core.pricing;

/**
 * Objects of one class that a read returns and is charged for.
 *
 * <p>{@link JsonPath#ROOT} counts 1 for a successful response with a body, whatever its form; any
 * other path counts what it leads to in a JSON body, except null, and nothing where the body is not
 * like that.
 *
 * @param path where they stand in the response
 * @param objects their class
 * @param bound how many there can be; {@link Bound#ONE} for a path that leads to one value
 */
public record CountedPath(JsonPath path, ObjectClass objects, Bound bound) {
  public CountedPath {
    if (path.single() && !bound.equals(Bound.ONE)) {
      throw new IllegalArgumentException(
          path + ": " + bound + " (expected: one object, because there is no [*])");
    }
  }

  /** The response as a whole is one object. */
  public static CountedPath whole(ObjectClass objects) {
    return new CountedPath(JsonPath.ROOT, objects, Bound.ONE);
  }
}
