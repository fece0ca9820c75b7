package dev.headgate.core.call;

import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the id that a caller gives its call stands for. */
public final class CallId {
  /** Who an id belongs to: the first of these that a caller has. */
  private static final List<String> HOMES = List.of("app", "tenant", "user", "credential");

  /** What of the caller has to be the same in a repetition. */
  private static final List<String> COMPARED = List.of("tenant", "copy", "user");

  private CallId() {}

  /**
   * A call's id within its home, or null where it has none. The home's length goes first, so that
   * no id can reach into another home, whatever characters it has.
   */
  public static @Nullable String key(Call call) {
    if (call.id() == null) {
      return null;
    }
    for (String kind : HOMES) {
      String home = call.caller().attribute(kind);
      if (home != null) {
        return kind + ':' + home.length() + ':' + home + call.id();
      }
    }
    return "none:" + call.id();
  }

  /** Who the ids of a call belong to: what lies together with it, whether it has one or not. */
  public static String home(Call call) {
    for (String kind : HOMES) {
      String home = call.caller().attribute(kind);
      if (home != null) {
        return home;
      }
    }
    return "";
  }

  /**
   * Whether two calls under one id say the same. What a registry or a policy adds, for example plan
   * and users of the tenant, may have changed before a retry and is not compared.
   */
  public static boolean same(Call first, Call again) {
    return first.operation().name().equals(again.operation().name())
        && first.operation().method().equals(again.operation().method())
        && first.query().equals(again.query())
        && first.attributes().equals(again.attributes())
        && first.costs().equals(again.costs())
        && COMPARED.stream()
            .allMatch(
                name ->
                    Objects.equals(first.caller().attribute(name), again.caller().attribute(name)));
  }

  /**
   * All that {@link #same} compares, in one text: two calls are the same where their texts are. Of
   * any length; a store keeps a digest of it.
   */
  public static String content(Call call) {
    StringBuilder text = new StringBuilder();
    Stream.of(call.operation().name(), call.operation().method(), call.query())
        .forEach(part -> add(text, part));
    COMPARED.forEach(name -> add(text, call.caller().attribute(name)));
    new TreeMap<>(call.attributes()).forEach((name, value) -> add(add(text, name), value));
    text.append(';');
    new TreeMap<>(call.costs()).forEach((unit, cost) -> add(text, unit).append(cost).append(';'));
    return text.toString();
  }

  /** The length goes first, so that no part can reach into the next. */
  private static StringBuilder add(StringBuilder text, @Nullable String part) {
    return part == null ? text.append('-') : text.append(part.length()).append(':').append(part);
  }
}
