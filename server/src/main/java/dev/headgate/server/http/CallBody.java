package dev.headgate.server.http;

import dev.headgate.core.call.Call;
import dev.headgate.core.pricing.Quote;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call as a service describes it, read from JSON. For one thread. */
final class CallBody {
  /** The longest path of a call, in characters. */
  static final int PATH_MAX = 8_192;

  /** The longest method of a call, in characters. */
  static final int METHOD_MAX = 32;

  /** The longest id of a tenant or app and the longest attribute, in characters. */
  static final int VALUE_MAX = 512;

  private static final List<String> FIELDS =
      List.of("operation", "caller", "attributes", "costs", "id", "method", "path", "held");

  private static final List<String> OUTERMOST =
      java.util.stream.Stream.concat(FIELDS.stream(), java.util.stream.Stream.of("calls")).toList();

  private static final List<String> IDS = List.of("tenant", "app");
  private static final List<String> DERIVED = List.of("plan", "copy");

  @Nullable List<CallBody> calls;

  @Nullable String operation;
  @Nullable String method;
  @Nullable String path;
  @Nullable String id;
  Map<String, String> caller = Map.of();
  Map<String, String> attributes = Map.of();
  Map<String, Long> costs = Map.of();
  boolean held;

  /** Reads the object that is the present value. */
  static CallBody read(JsonIn in) {
    CallBody body = new CallBody();
    String place = in.path();
    in.object(FIELDS, body::field);
    body.checkTarget(place);
    return body;
  }

  /** Reads the outermost object, which may be a batch. */
  static CallBody readOutermost(JsonIn in, int batchMax) {
    CallBody body = new CallBody();
    in.object(
        OUTERMOST,
        (reader, index) -> {
          if (index == FIELDS.size()) {
            body.calls = Asked.calls(reader, batchMax);
          } else {
            body.fields++;
            body.field(reader, index);
          }
        });
    if (body.calls == null) {
      body.checkTarget("/");
    } else if (body.fields > 0) {
      throw Problems.wrong("/", "calls and a call", "one of both").thrown();
    }
    return body;
  }

  private int fields;

  private void field(JsonIn in, int index) {
    switch (index) {
      case 0 -> operation = in.text(1, dev.headgate.core.call.Operation.NAME_MAX);
      case 1 -> caller = caller(in);
      case 2 -> attributes = in.texts(Call.ATTRIBUTES_MAX, VALUE_MAX);
      case 3 -> costs = in.wholes(Call.ATTRIBUTES_MAX, Quote.COST_MAX);
      case 4 -> id = in.text(1, Call.ID_MAX);
      case 5 -> method = in.text(1, METHOD_MAX);
      case 6 -> path = in.text(1, PATH_MAX);
      case 7 -> held = in.flag();
      default -> throw new AssertionError(index);
    }
  }

  private static Map<String, String> caller(JsonIn in) {
    Map<String, String> names =
        in.texts(dev.headgate.core.identity.Caller.Builder.ATTRIBUTES_MAX, VALUE_MAX);
    for (String derived : DERIVED) {
      if (names.containsKey(derived)) {
        throw Problems.wrong(
                in.path() + "/" + derived, "a value", "none: it follows from tenant and app")
            .thrown();
      }
    }
    for (String name : IDS) {
      if ("".equals(names.get(name))) {
        throw Problems.wrong(in.path() + "/" + name, "0 characters", "1 to " + VALUE_MAX).thrown();
      }
    }
    return names;
  }

  private void checkTarget(String place) {
    boolean routed = method != null && path != null;
    boolean half = (method == null) != (path == null);
    if (operation == null ? !routed : half || routed) {
      throw Problems.missing(place, "operation, or method and path, and not both of these")
          .thrown();
    }
  }
}
