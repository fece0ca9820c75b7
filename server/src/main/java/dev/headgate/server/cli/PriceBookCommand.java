package dev.headgate.server.cli;

import dev.headgate.policy.openapi.Derivation;
import dev.headgate.policy.openapi.DerivedBook;
import dev.headgate.policy.openapi.PricedOperation;
import dev.headgate.policy.text.CountText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Derives a price book from a description in OpenAPI. */
@Command(
    name = "price-book",
    mixinStandardHelpOptions = true,
    description = "Derives a price book from OpenAPI 3: operations, objects, page sizes.",
    footer = {
      "",
      "Example: headgate price-book openapi.json > prices.yaml",
      "A policy takes it with: include: prices.yaml"
    })
final class PriceBookCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "OPENAPI", description = "OpenAPI 3.0 or 3.1, in JSON or YAML.")
  private Path description = Path.of("openapi.json");

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Rules beside the usual ones: classes, nouns, reads, operations.")
  private @Nullable Path rules;

  @Option(names = "--json", description = "Print the book as JSON.")
  private boolean json;

  PriceBookCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return switch (Derivation.derive(description, rules)) {
      case Derivation.Rejected(var problems) -> {
        Problems.show(terminal, "problem", problems);
        terminal.note(CountText.of(problems.size(), "problem") + "; there is no price book");
        yield Exit.PROBLEMS.code();
      }
      case Derivation.Derived(DerivedBook book) -> show(book);
    };
  }

  private int show(DerivedBook book) {
    if (json) {
      terminal.line(Json.of(value(book)));
    } else {
      terminal.out().print(book.toYaml());
      terminal.out().flush();
      Problems.show(terminal, "warning", book.leftOut());
      terminal.note(
          "%s, %d without a class of their own, %d left out"
              .formatted(
                  CountText.of(book.operations().size(), "operation"),
                  book.unclassified().size(),
                  book.leftOut().size()));
    }
    return Exit.OK.code();
  }

  private static Map<String, Object> value(DerivedBook book) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("title", book.title());
    Map<String, Long> classes = new LinkedHashMap<>();
    book.classes().forEach((name, objects) -> classes.put(name, objects.weight()));
    value.put("classes", classes);
    value.put("operations", book.operations().stream().map(PriceBookCommand::value).toList());
    value.put("leftOut", Problems.json(book.leftOut()));
    return value;
  }

  private static Map<String, Object> value(PricedOperation operation) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("name", operation.name());
    value.put("on", operation.requests());
    PriceJson.work(operation.work(), value);
    if (operation.unclassified()) {
      value.put("unclassified", operation.reason());
    }
    return value;
  }
}
