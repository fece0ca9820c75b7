package dev.headgate.policy.openapi;

import dev.headgate.core.pricing.Bound;
import dev.headgate.core.pricing.CountedPath;
import dev.headgate.core.pricing.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a price book as a part of a policy. For one thread. */
final class BookWriter {
  private static final int WIDTH_MAX = 100;

  private final DerivedBook book;
  private final StringBuilder text = new StringBuilder();

  BookWriter(DerivedBook book) {
    this.book = book;
  }

  String yaml() {
    text.append("# Price book of ").append(comment(book.title())).append(": ");
    text.append(book.operations().size()).append(" operations. Derived by headgate price-book;\n");
    text.append("# change the rules and derive it again, or correct it in prices.rules of the");
    text.append(" policy that includes it.\n");
    text.append("prices:\n  classes: { ");
    text.append(
        book.classes().values().stream()
            .map(each -> each.name() + ": " + each.weight())
            .collect(Collectors.joining(", ")));
    text.append(" }\n  atMost: ").append(book.atMost()).append('\n');
    text.append(book.operations().isEmpty() ? "operations: {}\n" : "operations:\n");
    book.operations().forEach(this::operation);
    notes();
    return text.toString();
  }

  private void operation(PricedOperation operation) {
    String on =
        operation.requests().size() == 1
            ? quoted(operation.requests().getFirst())
            : operation.requests().stream()
                .map(BookWriter::quoted)
                .collect(Collectors.joining(", ", "[", "]"));
    List<String> keys = new ArrayList<>(List.of("on: " + on));
    if (!book.product().isEmpty()) {
      keys.add("product: " + book.product());
    }
    price(operation.work(), keys);
    String name = "  " + operation.name() + ": ";
    String line = name + "{ " + String.join(", ", keys) + " }";
    if (keys.size() == 1) {
      text.append(name).append(on).append('\n');
    } else if (line.length() <= WIDTH_MAX) {
      text.append(line).append('\n');
    } else {
      text.append(name.stripTrailing()).append('\n');
      keys.forEach(key -> text.append("    ").append(key).append('\n'));
    }
  }

  private void price(Work work, List<String> keys) {
    switch (work) {
      case Work.Once() -> {}
      case Work.Writes(var each, Bound bound) ->
          keys.add("bulk: { each: " + quoted(each.toString()) + ", " + bound(bound) + " }");
      case Work.Reads(List<CountedPath> counted) -> counts(counted, keys);
    }
  }

  private void counts(List<CountedPath> counted, List<String> keys) {
    CountedPath first = counted.getFirst();
    String objects = first.objects().name();
    if (counted.size() > 1) {
      keys.add(
          counted.stream()
              .map(each -> path(each) + "{ class: " + each.objects().name() + own(each) + " }")
              .collect(Collectors.joining(", ", "counts: { ", " }")));
    } else if (first.path().steps().isEmpty()) {
      keys.add("counts: " + objects);
    } else {
      keys.add("counts: { " + path(first) + objects + " }");
      if (!isUsual(first)) {
        keys.add(bound(first.bound()));
      }
    }
  }

  private String own(CountedPath counted) {
    return isUsual(counted) ? "" : ", " + bound(counted.bound());
  }

  /** Whether the bound need not be written. */
  private boolean isUsual(CountedPath counted) {
    return counted.path().single() || counted.bound().equals(Bound.atMost(book.atMost()));
  }

  private static String bound(Bound bound) {
    if (bound.form() == Bound.Form.FIXED) {
      return "atMost: " + bound.most();
    }
    String key = bound.form() == Bound.Form.LIST ? "ids" : "page";
    String by =
        bound.parameters().stream().map(BookWriter::quoted).collect(Collectors.joining(", "));
    String names = bound.parameters().size() == 1 ? by : "[" + by + "]";
    String usual = bound.usual() == bound.most() ? "" : ", usual: " + bound.usual();
    return key + ": { by: " + names + usual + ", most: " + bound.most() + " }";
  }

  private static String path(CountedPath counted) {
    return quoted(counted.path().toString()) + ": ";
  }

  /** In quotes wherever braces, commas and other signs could mean something. */
  private static String quoted(String part) {
    return part.matches("[A-Za-z][A-Za-z0-9_ /.-]*[A-Za-z0-9/]")
        ? part
        : "\"" + part.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private void notes() {
    if (!book.unclassified().isEmpty()) {
      text.append("# Without a class of their own, counted as the rules say otherwise:\n");
      for (PricedOperation operation : book.unclassified()) {
        text.append("#   ").append(operation.name()).append(": ");
        text.append(comment(operation.reason())).append('\n');
      }
    }
    if (!book.leftOut().isEmpty()) {
      text.append("# Left out; such requests cost the usual price:\n");
      book.leftOut()
          .forEach(each -> text.append("#   ").append(comment(each.toString())).append('\n'));
    }
  }

  private static String comment(String part) {
    String line = part.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ");
    return line.isBlank() ? "an API" : line;
  }
}
