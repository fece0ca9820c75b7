package dev.headgate.server.cli;

import dev.headgate.core.pricing.Quote;
import dev.headgate.core.pricing.QuoteText;
import dev.headgate.policy.Policy;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Quotes calls by the prices of a policy. */
@Command(
    name = "price",
    mixinStandardHelpOptions = true,
    description = "Quotes one call with its arithmetic, or a file of calls in a line each.",
    footer = {
      "",
      "Example: headgate price 'GET /rest/api/3/search?maxResults=50' --policy policy.yaml"
    })
final class PriceCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(names = "--policy", required = true, paramLabel = "FILE", description = "The policy.")
  private Path file = Path.of("policy.yaml");

  @Option(
      names = "--calls",
      paramLabel = "FILE",
      description = "Calls, one in a line: prints points, operation and call.")
  private @Nullable Path calls;

  @Option(names = "--json", description = "Print the quote as JSON.")
  private boolean json;

  @Parameters(
      arity = "0..2",
      paramLabel = "CALL",
      description = "Method and path with its query, for example 'GET /issues?limit=5'.")
  private List<String> words = new ArrayList<>();

  PriceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (words.isEmpty() == (calls == null)) {
      throw new ParameterException(spec.commandLine(), "CALL or --calls (expected: one of both)");
    }
    return switch (PolicyLoader.load(file)) {
      case PolicyLoad.Rejected rejected -> {
        Problems.show(terminal, "problem", rejected.problems());
        yield Exit.PROBLEMS.code();
      }
      case PolicyLoad.Loaded loaded ->
          calls == null ? one(loaded.policy()) : all(loaded.policy(), calls);
    };
  }

  private int one(Policy policy) {
    String call = String.join(" ", words).strip();
    return switch (priced(policy, call)) {
      case PricedCall.Wrong(String message) -> {
        terminal.note("headgate price: " + message);
        yield Exit.PROBLEMS.code();
      }
      case PricedCall.Quoted(String operation, Quote quote) -> {
        terminal.line(
            json
                ? Json.of(PriceJson.quote(operation, quote))
                : operation + ": " + call + "\n" + QuoteText.of(quote).stripTrailing());
        yield Exit.OK.code();
      }
    };
  }

  private int all(Policy policy, Path from) throws IOException {
    boolean wrong = false;
    try (BufferedReader lines = Files.newBufferedReader(from)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        PricedCall priced = priced(policy, line.strip());
        wrong |= priced instanceof PricedCall.Wrong;
        terminal.out().println(line(priced) + " " + line.strip());
      }
    }
    terminal.out().flush();
    return wrong ? Exit.PROBLEMS.code() : Exit.OK.code();
  }

  private static String line(PricedCall priced) {
    return switch (priced) {
      case PricedCall.Wrong wrong -> "- -";
      case PricedCall.Quoted(String operation, Quote quote) ->
          quote.reserve(Quote.POINTS) + " " + operation;
    };
  }

  private static PricedCall priced(Policy policy, String call) {
    int space = call.indexOf(' ');
    if (space < 0) {
      return new PricedCall.Wrong("\"" + call + "\" (expected: a method and a path)");
    }
    String method = call.substring(0, space);
    String target = call.substring(space + 1).strip();
    return PricedCall.of(policy, method, target);
  }
}
