package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the price book does what it says, to the letter. */
class PriceBookPageTest {
  private static final Pattern CALL =
      Pattern.compile("(?m)^\\$ headgate price '([^']*)' --policy policy.yaml\n((?:(?!\\$).*\n)*)");

  @TempDir Path folder;

  private final String page = page();

  @Test
  void theDocumentAndTheRulesGiveTheBook() throws IOException {
    assertThat(run("price-book", file("openapi"), "--rules", file("rules")))
        .isEqualToNormalizingNewlines(block("book"));
  }

  @Test
  void thePolicyThatIncludesTheBookQuotesAsShown() throws IOException {
    Files.writeString(folder.resolve("prices.yaml"), block("book"));
    String policy = file("including");
    var calls = CALL.matcher(block("console")).results().toList();

    assertThat(calls).hasSizeGreaterThan(2);
    for (var call : calls) {
      assertThat(run("price", call.group(1), "--policy", policy))
          .isEqualToNormalizingNewlines(call.group(2));
    }
  }

  private String file(String kind) throws IOException {
    return Files.writeString(folder.resolve(kind + ".yaml"), block(kind)).toString();
  }

  private String block(String kind) {
    String fence = kind.equals("console") ? "```console\n" : "```yaml " + kind + "\n";
    int begin = page.indexOf(fence) + fence.length();
    return page.substring(begin, page.indexOf("```", begin));
  }

  private static String run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
    assertThat(Main.run(terminal, arguments)).as(err.toString()).isZero();
    return out.toString();
  }

  private static String page() {
    Path root = Path.of(Objects.requireNonNull(System.getProperty("headgate.root")));
    try {
      return Files.readString(root.resolve("docs/reference/price-book.md"));
    } catch (IOException missing) {
      throw new AssertionError(missing);
    }
  }
}
