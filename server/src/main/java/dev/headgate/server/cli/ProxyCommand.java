package dev.headgate.server.cli;

import dev.headgate.client.profile.Profiles;
import dev.headgate.server.ProxyOptions;
import dev.headgate.server.RunningProxy;
import dev.headgate.server.scripts.ReportText;
import dev.headgate.server.store.StoreRefused;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stands before somebody else's API, so that scripts behave. */
@Command(
    name = "proxy",
    mixinStandardHelpOptions = true,
    description = "Stands before an API that has limits: queues, paces, repeats and joins calls.",
    footer = {
      "",
      "Scripts call http://127.0.0.1:PORT instead of the upstream, and name themselves in",
      "X-Headgate-Script (else by their User-Agent). SIGTERM: waiting calls may finish within the",
      "drain time. What scripts did: headgate proxy report."
    })
final class ProxyCommand implements Callable<Integer> {
  /** Where a proxy listens if nobody says. */
  static final int PORT = 8429;

  private final Terminal terminal;

  @Option(
      names = "--upstream",
      paramLabel = "URL",
      description = "The API, for example https://example.org.")
  private @Nullable String upstream;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "How the API limits its callers: jama, atlassian, github, ... Default: generic.")
  private String profile = "generic";

  @Option(
      names = "--share",
      paramLabel = "FOLDER|URL",
      description =
          "Keep the profile's declared rates together with all proxies and programs that name the "
              + "same: a folder for those of this host, redis://HOST:PORT or rediss:// for several "
              + "hosts.")
  private @Nullable String shared;

  @Option(
      names = "--share-issuers",
      paramLabel = "FILE",
      description =
          "Who may issue the certificate of a rediss:// server, in PEM. Default: whom Java trusts.")
  private @Nullable Path issuers;

  @Option(names = "--port", paramLabel = "PORT", description = "0 takes a free one. Default: 8429.")
  private int port = PORT;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on; others than loopback let others in. Default: 127.0.0.1.")
  private String host = "127.0.0.1";

  @Option(
      names = "--max-wait",
      paramLabel = "SECONDS",
      description =
          "A call that would wait longer gets 429; Prefer: wait=N changes it for one. Default: 25.")
  private int maxWait = 25;

  @Option(
      names = "--upstream-timeout",
      paramLabel = "SECONDS",
      description = "The longest wait for the head of a response. Default: 120.")
  private int upstreamTimeout = 120;

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      description = "How long calls may go on at the end. Default: 30.")
  private int drain = 30;

  @Option(
      names = "--rewrite-member",
      paramLabel = "NAME",
      description =
          "A JSON member whose links to the upstream are rewritten, beside those that the profile "
              + "declares; may be repeated.")
  private List<String> members = List.of();

  @Option(
      names = "--keep-links",
      description = "Leave links in JSON as they are, but for those of --rewrite-member.")
  private boolean keepLinks;

  @Option(
      names = "--keep-bytes",
      paramLabel = "BYTES",
      description =
          "Responses with an ETag kept in memory to be revalidated; 0: none. Default: 16 MiB.")
  private long keepBytes = 16L << 20;

  @Option(names = "--json", description = "Print the port as JSON.")
  private boolean json;

  ProxyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String url = upstream;
    if (url == null) {
      terminal.note("--upstream: missing (expected: the URL of the API)");
      return Exit.USAGE.code();
    }
    StatusLines status = StatusLines.of(terminal);
    RunningProxy proxy;
    try {
      proxy = RunningProxy.start(options(url), loop -> status.note("runs away: " + loop.words()));
    } catch (IllegalArgumentException outOfRange) {
      terminal.note("headgate proxy: " + outOfRange.getMessage());
      return Exit.USAGE.code();
    } catch (StoreRefused refused) {
      terminal.note("headgate proxy: --share: " + refused.getMessage());
      return Exit.CANNOT_START.code();
    } catch (UncheckedIOException unusable) {
      terminal.note("headgate proxy: --share: " + unusable.getCause());
      return Exit.CANNOT_START.code();
    }
    show(url, proxy.port());
    status.start(proxy::standing);
    Shutdown.await(terminal, status, proxy, () -> last(proxy));
    return Exit.OK.code();
  }

  private ProxyOptions options(String url) {
    Profiles.named(profile);
    return new ProxyOptions(
        new ProxyOptions.Api(url, profile, shared, issuers),
        new ProxyOptions.Listen(host, port, 10_000),
        new ProxyOptions.Waits(
            Duration.ofSeconds(maxWait),
            Duration.ofSeconds(upstreamTimeout),
            Duration.ofSeconds(drain)),
        new ProxyOptions.Bodies(keepBytes, members, !keepLinks));
  }

  private void show(String url, int actualPort) {
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("port", actualPort);
      terminal.line(Json.of(result));
      return;
    }
    terminal.line("http://" + host + ":" + actualPort + " before " + url + ", profile " + profile);
  }

  private void last(RunningProxy proxy) {
    if (!json) {
      ReportText.table(proxy.report()).forEach(terminal::note);
    }
  }
}
