package dev.headgate.policy.openapi;

import dev.headgate.core.pricing.ObjectClass;
import dev.headgate.policy.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A price book derived from a description. Immutable.
 *
 * @param title name and version that the description states of itself
 * @param classes of objects by name
 * @param atMost the bound of lists that have none
 * @param product of all operations; empty for none
 * @param operations by path and method
 * @param leftOut what could not be taken into the book, each with its place
 */
public record DerivedBook(
    String title,
    Map<String, ObjectClass> classes,
    long atMost,
    String product,
    List<PricedOperation> operations,
    List<Problem> leftOut) {
  public DerivedBook {
    classes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    operations = List.copyOf(operations);
    leftOut = List.copyOf(leftOut);
  }

  /** The operations without a class. */
  public List<PricedOperation> unclassified() {
    return operations.stream().filter(PricedOperation::unclassified).toList();
  }

  /** The book as a part of a policy; the same book gives the same bytes. */
  public String toYaml() {
    return new BookWriter(this).yaml();
  }
}
