package dev.headgate.policy.cel;

import dev.headgate.core.call.Call;
import org.jspecify.annotations.Nullable;

/** One thing that an expression looks at. */
sealed interface Reference {
  /** The value for a call: a text or a {@code Long}; a text that is missing is empty. */
  Object value(Call call);

  /** The name of the attribute, empty for one that every call has. */
  default String attribute() {
    return "";
  }

  /** Whether all calls of an operation by a caller have the same value. */
  boolean fixed();

  /** One that every call has. */
  record Declared(Variable variable) implements Reference {
    @Override
    public Object value(Call call) {
      return variable.value(call);
    }

    @Override
    public boolean fixed() {
      return true;
    }
  }

  /** An attribute of the caller, written {@code caller.licence}. */
  record OfCaller(String attribute) implements Reference {
    @Override
    public Object value(Call call) {
      return orEmpty(call.caller().attribute(attribute));
    }

    @Override
    public boolean fixed() {
      return true;
    }
  }

  /** An attribute of the single call, written {@code call.issue}. */
  record OfCall(String attribute) implements Reference {
    @Override
    public Object value(Call call) {
      return orEmpty(call.attributes().get(attribute));
    }

    @Override
    public boolean fixed() {
      return false;
    }
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
