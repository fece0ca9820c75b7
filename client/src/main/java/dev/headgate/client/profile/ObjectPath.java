package dev.headgate.client.profile;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the path of a call names the object that it works on. Immutable. */
public final class ObjectPath {
  private final Pattern pattern;

  private ObjectPath(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Paths that start as {@code regex} says; its first group is the object.
   *
   * @throws IllegalArgumentException if it is no regular expression or has no group
   */
  public static ObjectPath of(String regex) {
    Pattern pattern = Pattern.compile(regex);
    if (pattern.matcher("").groupCount() < 1) {
      throw new IllegalArgumentException("object: " + regex + " (expected: a group)");
    }
    return new ObjectPath(pattern);
  }

  /** The object of {@code path}, or null if it names none. */
  public @Nullable String find(String path) {
    Matcher found = pattern.matcher(path);
    return found.lookingAt() ? found.group(1) : null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ObjectPath path && path.pattern.pattern().equals(pattern.pattern());
  }

  @Override
  public int hashCode() {
    return Objects.hash(pattern.pattern());
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }
}
