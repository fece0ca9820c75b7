package dev.headgate.policy.price;

import dev.headgate.core.pricing.Bound;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how many objects there can be: {@code page}, {@code ids} or {@code atMost}. */
final class BoundReader {
  /** The longest name of a query parameter, in characters. */
  static final int PARAMETER_MAX = 64;

  private final Problems problems;
  private final Scalars scalars;

  BoundReader(Problems problems, Scalars scalars) {
    this.problems = problems;
    this.scalars = scalars;
  }

  /** The one bound among the keys, or null where there is none. */
  @Nullable Bound bound(PriceKeys keys) {
    List<Bound> found = new ArrayList<>();
    Value page = keys.takeBound("page");
    Value ids = keys.takeBound("ids");
    Value atMost = keys.takeBound("atMost");
    add(found, page == null ? null : asking(Bound.Form.PAGE_SIZE, page));
    add(found, ids == null ? null : asking(Bound.Form.LIST, ids));
    add(found, atMost == null ? null : atMost(atMost));
    if (found.size() > 1) {
      problems.add(keys.place(), "several bounds (expected: one of page, ids, atMost)");
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  /** So many, whatever a query says. */
  @Nullable Bound atMost(Value value) {
    Long most = scalars.whole(value, 0, Bound.OBJECTS_MAX);
    return most == null ? null : Bound.atMost(most);
  }

  private @Nullable Bound asking(Bound.Form form, Value value) {
    Section section = Section.of(value, problems);
    if (section == null) {
      return null;
    }
    Value by = section.need("by");
    List<String> parameters = by == null ? List.of() : parameters(by);
    Value stated = section.need("most");
    Long most = stated == null ? null : scalars.whole(stated, 0, Bound.OBJECTS_MAX);
    Value missing = section.take("usual");
    Long usual = missing == null || most == null ? most : scalars.whole(missing, 0, most);
    section.finish();
    return most == null || usual == null || parameters.isEmpty()
        ? null
        : new Bound(form, parameters, usual, most);
  }

  private List<String> parameters(Value by) {
    List<Value> items = by instanceof Value.Items list ? list.items() : List.of(by);
    if (items.isEmpty() || items.size() > Bound.PARAMETERS_MAX) {
      problems.add(
          by.place(), items.size() + " parameters (expected: 1 to " + Bound.PARAMETERS_MAX + ")");
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (Value item : items) {
      String name = scalars.text(item, PARAMETER_MAX);
      if (name != null
          && name.chars().anyMatch(c -> c <= 0x20 || c >= 0x7F || c == '&' || c == '=')) {
        problems.expected(item.place(), name, "the name of a query parameter, without & and =");
      } else if (name != null) {
        names.add(name);
      }
    }
    return names.size() == items.size() ? names : List.of();
  }

  private static void add(List<Bound> found, @Nullable Bound bound) {
    if (bound != null) {
      found.add(bound);
    }
  }
}
