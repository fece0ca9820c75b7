package dev.headgate.policy.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.headgate.core.call.Call;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A checked expression. Safe for all threads. */
public final class Expression {
  private final String text;
  private final CelRuntime.Program program;
  private final List<Reference> references;

  Expression(String text, CelRuntime.Program program, CelAbstractSyntaxTree tree) {
    this.text = text;
    this.program = program;
    references = References.of(tree);
  }

  /** The text it was compiled from. */
  public String text() {
    return text;
  }

  /** Whether its answer depends on operation and caller alone. */
  public boolean fixed() {
    return references.stream().allMatch(Reference::fixed);
  }

  /** The attributes of call and caller that it names, without those that every call has. */
  public List<String> attributes() {
    return references.stream().map(Reference::attribute).filter(name -> !name.isEmpty()).toList();
  }

  /** What the answer depends on, for a call: equal values, equal answers. */
  List<Object> values(Call call) {
    Object[] values = new Object[references.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = references.get(i).value(call);
    }
    return List.of(values);
  }

  /** The answer for a call, or null where a value makes it fail. */
  @Nullable Object evaluate(Call call) {
    try {
      return program.eval(name -> resolve(name, call));
    } catch (CelEvaluationException failed) {
      return null;
    }
  }

  private static Optional<Object> resolve(String name, Call call) {
    Variable variable = Variable.of(name);
    if (variable != null) {
      return Optional.of(variable.value(call));
    }
    return switch (name) {
      case References.CALLER -> Optional.of(new Texts(call.caller()::attribute));
      case References.CALL -> Optional.of(new Texts(call.attributes()::get));
      default -> Optional.empty();
    };
  }

  /** A map in which every text is found; what is missing is empty. */
  private static final class Texts extends AbstractMap<String, String> {
    private final UnaryOperator<@Nullable String> values;

    Texts(UnaryOperator<@Nullable String> values) {
      this.values = values;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
      return Set.of();
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return true;
    }

    @Override
    public String get(@Nullable Object key) {
      String value = values.apply(String.valueOf(key));
      return value == null ? "" : value;
    }
  }
}
