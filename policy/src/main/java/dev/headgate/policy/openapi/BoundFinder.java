package dev.headgate.policy.openapi;

import dev.headgate.core.pricing.Bound;
import dev.headgate.policy.yaml.Value;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the parameter of a query that bounds how many objects a call returns. */
final class BoundFinder {
  private final References references;
  private final BookRules rules;

  BoundFinder(References references, BookRules rules) {
    this.references = references;
    this.rules = rules;
  }

  /** The bound: a page size, else ids, else what the rules say of lists. */
  Bound find(Described operation) {
    Bound page = page(operation);
    if (page != null) {
      return page;
    }
    Bound ids = ids(operation);
    return ids != null ? ids : Bound.atMost(rules.bounds().atMost());
  }

  private @Nullable Bound page(Described operation) {
    for (String name : rules.words().list("pageParameters")) {
      Value schema = schema(operation, name);
      if (schema != null && isNumber(schema)) {
        Long usual = number(schema, "default");
        Long stated = number(schema, "maximum");
        long most = stated != null ? stated : rules.bounds().pageMost();
        most = usual == null ? most : Math.max(most, usual);
        return Bound.page(name, usual == null ? most : usual, most);
      }
    }
    return null;
  }

  private @Nullable Bound ids(Described operation) {
    for (String name : rules.words().list("idParameters")) {
      Value schema = schema(operation, name);
      if (schema != null && references.text(schema, "type").equals("array")) {
        Long most = number(schema, "maxItems");
        return Bound.list(name, most == null ? rules.bounds().atMost() : most);
      }
    }
    return null;
  }

  private @Nullable Value schema(Described operation, String name) {
    List<Value> named =
        operation.parameters().stream()
            .filter(parameter -> references.text(parameter, "name").equals(name))
            .toList();
    return named.isEmpty() ? null : references.get(named.getFirst(), "schema");
  }

  private boolean isNumber(Value schema) {
    SchemaView view = new SchemaView(references);
    boolean number = view.is(schema, "integer") || view.is(schema, "number");
    return number && References.member(schema, "enum") == null;
  }

  /** A number from 1, at most the largest a bound may have; null where it states none. */
  private @Nullable Long number(Value schema, String key) {
    String text = references.text(schema, key);
    if (!text.matches("\\d{1,30}(\\.0{1,9})?")) {
      return null;
    }
    long number = new BigDecimal(text).min(BigDecimal.valueOf(Bound.OBJECTS_MAX)).longValue();
    return number < 1 ? null : number;
  }
}
