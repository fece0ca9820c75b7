package dev.headgate.policy.read;

import dev.headgate.core.snapshot.Condition;
import dev.headgate.policy.cel.CelCondition;
import dev.headgate.policy.cel.Compiled;
import dev.headgate.policy.cel.Expression;
import dev.headgate.policy.problem.Nearest;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.yaml.Value;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Reads conditions and formulas; the place of a mistake is that of the character it is about. */
final class ConditionReader {
  private final Reading reading;
  private final Collection<String> attributes;

  /** A reader that knows the attributes which calls and callers may have. */
  ConditionReader(Reading reading, Collection<String> attributes) {
    this.reading = reading;
    this.attributes = attributes;
  }

  /** A condition on calls; where a value makes it fail, the answer is the one given. */
  Condition condition(@Nullable Value value, boolean whenFailing) {
    if (value == null) {
      return Condition.ALWAYS;
    }
    Expression expression = expression(value, true);
    return expression == null ? Condition.ALWAYS : new CelCondition(expression, whenFailing);
  }

  /** A condition on operation and caller alone. */
  Condition fixed(@Nullable Value value, boolean whenFailing) {
    Condition condition = condition(value, whenFailing);
    if (value != null && !condition.fixed()) {
      reading
          .problems()
          .add(
              value.place(),
              "looks at call (expected: caller, tenant, app and operation only)",
              "this is worked out once for each caller");
      return Condition.ALWAYS;
    }
    return condition;
  }

  /** A formula that gives a whole number, on operation and caller alone. */
  @Nullable Expression formula(Value value) {
    Expression expression = expression(value, false);
    if (expression != null && !expression.fixed()) {
      reading
          .problems()
          .add(value.place(), "looks at call (expected: caller, tenant, app and operation only)");
      return null;
    }
    return expression;
  }

  private @Nullable Expression expression(Value value, boolean condition) {
    if (!(value instanceof Value.Scalar scalar) || scalar.empty()) {
      reading.problems().add(value.place(), value.kind() + " (expected: an expression in CEL)");
      return null;
    }
    Compiled compiled =
        condition
            ? reading.expressions().condition(scalar.text())
            : reading.expressions().formula(scalar.text());
    return switch (compiled) {
      case Compiled.Ready ready -> known(scalar, ready.expression());
      case Compiled.Faulty faulty -> {
        for (Compiled.Fault fault : faulty.faults()) {
          reading
              .problems()
              .add(
                  scalar.inside(fault.line(), fault.column()),
                  "expression: " + fault.message(),
                  fault.hint());
        }
        yield null;
      }
    };
  }

  private @Nullable Expression known(Value.Scalar scalar, Expression expression) {
    for (String attribute : expression.attributes()) {
      if (!attributes.contains(attribute)) {
        reading
            .problems()
            .add(
                scalar.place(),
                "unknown attribute " + Problems.quote(attribute),
                Nearest.hint(attribute, attributes));
        return null;
      }
    }
    return expression;
  }
}
