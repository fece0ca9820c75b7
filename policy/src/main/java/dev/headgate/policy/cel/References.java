package dev.headgate.policy.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds what a checked expression looks at. */
final class References {
  static final String CALLER = "caller";
  static final String CALL = "call";

  private final CelAbstractSyntaxTree tree;
  private final Set<Reference> found = new LinkedHashSet<>();
  private boolean whole;

  private References(CelAbstractSyntaxTree tree) {
    this.tree = tree;
    walk(tree.getExpr());
  }

  /** All references, or an empty list where {@link #wholeMap} says why it would be unbounded. */
  static List<Reference> of(CelAbstractSyntaxTree tree) {
    return List.copyOf(new References(tree).found);
  }

  /** Whether it uses {@code call} or {@code caller} other than by {@code call.name}. */
  static boolean wholeMap(CelAbstractSyntaxTree tree) {
    return new References(tree).whole;
  }

  private void walk(CelExpr expr) {
    CelReference reference = tree.getReferenceMap().get(expr.id());
    Variable variable = reference == null ? null : Variable.of(reference.name());
    if (variable != null) {
      found.add(new Reference.Declared(variable));
      return;
    }
    switch (expr.exprKind().getKind()) {
      case SELECT -> select(expr);
      case IDENT -> whole |= isMap(expr);
      case CALL -> {
        expr.call().target().ifPresent(this::walk);
        expr.call().args().forEach(this::walk);
      }
      case LIST -> expr.list().elements().forEach(this::walk);
      case MAP ->
          expr.map()
              .entries()
              .forEach(
                  entry -> {
                    walk(entry.key());
                    walk(entry.value());
                  });
      case STRUCT -> expr.struct().entries().forEach(entry -> walk(entry.value()));
      case CONSTANT, COMPREHENSION, NOT_SET -> {}
    }
  }

  private void select(CelExpr expr) {
    CelExpr operand = expr.select().operand();
    if (!isMap(operand)) {
      walk(operand);
    } else if (operand.ident().name().equals(CALL)) {
      found.add(new Reference.OfCall(expr.select().field()));
    } else {
      found.add(new Reference.OfCaller(expr.select().field()));
    }
  }

  private static boolean isMap(CelExpr expr) {
    if (expr.exprKind().getKind() != CelExpr.ExprKind.Kind.IDENT) {
      return false;
    }
    String name = expr.ident().name();
    return name.equals(CALL) || name.equals(CALLER);
  }
}
