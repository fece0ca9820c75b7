package dev.headgate.policy.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.runtime.CelEvaluationException;
import dev.headgate.policy.problem.Nearest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compiles expressions. The compiler behind it is made when the first expression comes, because it
 * takes longer than all else in a policy without any. Safe for all threads.
 */
public final class Expressions {
  /** The longest expression, in characters. */
  public static final int LENGTH_MAX = 2_000;

  private static final Pattern UNHELPFUL =
      Pattern.compile(" \\(in container ''\\)| \\(candidates: .*\\)|(?<=') expecting \\{.*");
  private static final Pattern DOTTED = Pattern.compile("[a-z]+\\.[A-Za-z0-9_]+");

  /** Compiles a condition. */
  public Compiled condition(String text) {
    return compile(text, SimpleType.BOOL);
  }

  /** Compiles a formula that gives a whole number. */
  public Compiled formula(String text) {
    return compile(text, SimpleType.INT);
  }

  private Compiled compile(String text, CelType expected) {
    if (text.length() > LENGTH_MAX) {
      return fault(text.length() + " characters (expected: at most " + LENGTH_MAX + ")");
    }
    CelValidationResult result = Environment.CEL.compile(text);
    if (result.hasError()) {
      return new Compiled.Faulty(
          result.getErrors().stream().map(issue -> fault(text, issue)).toList());
    }
    try {
      return checked(text, result.getAst(), expected);
    } catch (CelValidationException | CelEvaluationException impossible) {
      return fault(String.valueOf(impossible.getMessage()));
    }
  }

  private Compiled checked(String text, CelAbstractSyntaxTree tree, CelType expected)
      throws CelEvaluationException {
    if (!tree.getResultType().equals(expected)) {
      return fault("gives " + tree.getResultType().name() + " (expected: " + expected.name() + ")");
    }
    if (References.wholeMap(tree)) {
      return fault("call or caller as a whole (expected: one attribute, as in call.issue)");
    }
    return new Compiled.Ready(new Expression(text, Environment.CEL.createProgram(tree), tree));
  }

  /** Made once, when the first expression comes; immutable. */
  private static final class Environment {
    static final Cel CEL = made();

    private Environment() {}

    private static Cel made() {
      CelType texts = MapType.create(SimpleType.STRING, SimpleType.STRING);
      CelBuilder builder =
          CelFactory.standardCelBuilder()
              .addVar(References.CALLER, texts)
              .addVar(References.CALL, texts)
              .addCompilerLibraries(CelExtensions.math())
              .addRuntimeLibraries(CelExtensions.math());
      for (Variable variable : Variable.values()) {
        builder.addVar(variable.written(), variable.type());
      }
      return builder.build();
    }
  }

  private static Compiled fault(String message) {
    return new Compiled.Faulty(List.of(new Compiled.Fault(1, 0, message, "")));
  }

  private static Compiled.Fault fault(String text, CelIssue issue) {
    int line = issue.getSourceLocation().getLine();
    int column = issue.getSourceLocation().getColumn();
    return new Compiled.Fault(
        Math.max(1, line),
        Math.max(0, column),
        UNHELPFUL
            .matcher(issue.getMessage())
            .replaceAll("")
            .replace("mismatched input '<EOF>'", "ends in the middle"),
        hint(text.lines().skip(Math.max(0, line - 1)).findFirst().orElse(""), column));
  }

  private static String hint(String line, int column) {
    Matcher word = DOTTED.matcher(line);
    return column >= 0
            && column < line.length()
            && word.find(column)
            && word.start() == column
            && Variable.of(word.group()) == null
        ? Nearest.hint(word.group(), Variable.names())
        : "";
  }
}
