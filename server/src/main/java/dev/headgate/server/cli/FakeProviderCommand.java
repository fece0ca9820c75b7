package dev.headgate.server.cli;

import dev.headgate.core.time.Micros;
import dev.headgate.core.time.SystemTime;
import dev.headgate.core.time.TimeSource;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.policy.text.CountText;
import dev.headgate.testkit.provider.FakeProfile;
import dev.headgate.testkit.provider.ProviderSettings;
import dev.headgate.testkit.provider.RateForm;
import dev.headgate.testkit.provider.Served;
import dev.headgate.testkit.provider.Trouble;
import dev.headgate.testkit.provider.Troubles;
import dev.headgate.testkit.serving.FakeServer;
import dev.headgate.testkit.serving.FasterTime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays a provider, for programs that are to be tested against limits. */
@Command(
    name = "fake-provider",
    mixinStandardHelpOptions = true,
    description =
        "Plays a provider with its limits, fields and troubles, to test programs against.",
    footer = {
      "",
      "A request says who calls: Fake-Tenant, Fake-App, Fake-Licence, ..., Fake-Points: its cost.",
      "Example: headgate fake-provider --profile jama --trouble html:20%% --seed 7",
      "What there is besides: docs/guides/test-against-limits.md. Ctrl-C ends it."
    })
final class FakeProviderCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--profile",
      required = true,
      paramLabel = "NAME",
      description = "Whom to play: jama, atlassian, github, ... (docs/reference/profiles.md).")
  private String profile = "";

  @Option(names = "--port", paramLabel = "PORT", description = "Default: 9080; 0 takes a free one.")
  private int port = 9080;

  @Option(
      names = "--origins",
      paramLabel = "N",
      description = "Ports to listen on, each an origin; the others are free ones. Default: 1.")
  private int origins = 1;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description = "Another rate for profiles of a single one: '10 per second'.")
  private @Nullable String rate;

  @Option(
      names = "--window",
      paramLabel = "KIND",
      description = "How that rate is counted: bucket, calendar or sliding. Default: sliding.")
  private RateForm.Kind window = RateForm.Kind.SLIDING;

  @Option(names = "--policy", paramLabel = "FILE", description = "Other limits, in any policy.")
  private @Nullable Path policy;

  @Option(
      names = "--trouble",
      paramLabel = "WHAT[:SHARE]",
      split = ",",
      description = "What goes wrong, for which share of the calls: html:20%%; slow.")
  private List<String> troubles = new ArrayList<>();

  @Option(
      names = "--caller",
      paramLabel = "NAME=VALUE",
      split = ",",
      description = "What callers are that say nothing else: licence=float, tier=2, plan=premium.")
  private Map<String, String> caller = new LinkedHashMap<>();

  @Option(names = "--start", paramLabel = "INSTANT", description = "What its clock shows first.")
  private @Nullable Instant start;

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "How fast its clock runs: 60 makes an hour of a minute. Default: 1.")
  private double speed = 1;

  @Option(names = "--seed", paramLabel = "N", description = "Of everything drawn. Default: 1.")
  private long seed = 1;

  @Option(names = "--json", description = "Print the start and every call as a line of JSON.")
  private boolean json;

  FakeProviderCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FakeProfile fake;
    ProviderSettings settings;
    FakeServer.Place place;
    try {
      FakeProfile named = profile();
      if (named == null) {
        return Exit.PROBLEMS.code();
      }
      fake = named.withCaller(caller);
      settings = ProviderSettings.USUAL.withSeed(seed).withTroubles(Troubles.of(troubles));
      boolean away = settings.troubles().shares().containsKey(Trouble.REDIRECT);
      place = new FakeServer.Place(time(), port, away ? Math.max(2, origins) : origins, this::tell);
    } catch (IllegalArgumentException wrong) {
      terminal.note("headgate fake-provider: " + wrong.getMessage());
      return Exit.USAGE.code();
    }
    FakeServer server = FakeServer.start(fake, settings, place);
    show(fake, settings, server, place);
    Shutdown.await(terminal, () -> terminal.note(summary(server)), server);
    return Exit.OK.code();
  }

  private @Nullable FakeProfile profile() {
    FakeProfile fake = FakeProfile.named(profile);
    if (rate != null) {
      fake = fake.withRate(rate(rate));
    }
    if (policy == null) {
      return fake;
    }
    return switch (PolicyLoader.load(policy)) {
      case PolicyLoad.Loaded loaded -> fake.withPolicy(loaded.policy());
      case PolicyLoad.Rejected rejected -> {
        Problems.show(terminal, "problem", rejected.problems());
        yield null;
      }
    };
  }

  private RateForm rate(String text) {
    String[] parts = text.strip().split(" per ", 2);
    if (parts.length < 2 || !parts[0].matches("\\d{1,9}")) {
      throw new IllegalArgumentException("rate: " + text + " (expected: '10 per second')");
    }
    return new RateForm(window, Integer.parseInt(parts[0]), parts[1].strip());
  }

  private TimeSource time() {
    TimeSource real = SystemTime.startingAt(0);
    return start == null && speed == 1
        ? real
        : FasterTime.of(real, start == null ? real.micros() : Micros.of(start), speed);
  }

  private void show(
      FakeProfile fake, ProviderSettings settings, FakeServer server, FakeServer.Place place) {
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < place.origins(); i++) {
      addresses.add(server.uri(i, "").toString());
    }
    List<String> rules = fake.limits();
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("profile", fake.name());
      line.put("addresses", addresses);
      line.put("limits", rules);
      line.put("troubles", shares(settings.troubles()));
      line.put("seed", seed);
      terminal.line(Json.line(line));
      return;
    }
    terminal.line(
        terminal.in(Terminal.Colour.BOLD, "A fake " + fake.name() + " runs.") + " Ctrl-C ends it.");
    terminal.line("");
    addresses.forEach(address -> terminal.line("  address  " + address));
    rules.forEach(rule -> terminal.line("  limit    " + rule));
    settings
        .troubles()
        .shares()
        .forEach(
            (trouble, share) ->
                terminal.line(
                    "  trouble  %s, %s of the calls: %s"
                        .formatted(trouble.word(), percent(share), trouble.words())));
    terminal.line("  seed     " + seed);
    terminal.line("");
    terminal.line("Call it until it refuses:");
    String codes = "  curl -s -o /dev/null -w '%{http_code}\\n' ";
    terminal.line(codes + "'" + addresses.getFirst() + "/items?n=[1-12]'");
    terminal.line("");
  }

  private static Map<String, Object> shares(Troubles troubles) {
    Map<String, Object> shares = new LinkedHashMap<>();
    troubles.shares().forEach((trouble, share) -> shares.put(trouble.word(), share));
    return shares;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100).replace(".0 ", " ");
  }

  private void tell(Served served) {
    String verdict = served.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
    List<String> befell = served.troubles().stream().map(Trouble::word).sorted().toList();
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("call", served.call());
      line.put("at", Micros.instant(served.at()).toString());
      line.put("method", served.asked().method());
      line.put("target", served.asked().target());
      line.put("origin", served.asked().origin());
      line.put("status", served.reply().status());
      line.put("verdict", verdict);
      line.put("troubles", befell);
      terminal.line(Json.line(line));
      return;
    }
    terminal.line(
        "%s  %d  %s  %s %s%s"
            .formatted(
                Micros.instant(served.at() / 1_000 * 1_000),
                served.reply().status(),
                verdict,
                served.asked().method(),
                served.asked().target(),
                befell.isEmpty() ? "" : "  (" + String.join(", ", befell) + ")"));
  }

  private static String summary(FakeServer server) {
    var tally = server.tally();
    return "%s, %d carried out, %d refused %s, %s committed"
        .formatted(
            CountText.of(tally.calls(), "call"),
            tally.carriedOut(),
            tally.refused(),
            tally.refusedBy(),
            CountText.of(tally.committed(), "write"));
  }
}
