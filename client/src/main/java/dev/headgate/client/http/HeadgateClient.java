package dev.headgate.client.http;

import dev.headgate.client.call.Prices;
import dev.headgate.client.governor.GateView;
import dev.headgate.client.governor.Governor;
import dev.headgate.client.governor.GovernorSettings;
import dev.headgate.client.listen.Follower;
import dev.headgate.client.listen.Listener;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.share.Shares;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * An HTTP client that behaves: it keeps to the provider's limits, waits in line, never comes back
 * early, repeats what may be repeated, joins equal reads, and can say why it waits.
 *
 * <pre>
 *   try (HeadgateClient client = HeadgateClient.of(Profiles.JAMA).build()) {
 *     Answer&lt;String&gt; answer = client.send(request, BodyHandlers.ofString());
 *   }
 * </pre>
 *
 * <p>Safe for all threads. One client for each provider and program: what two clients do not share
 * they cannot keep to together.
 */
public final class HeadgateClient implements AutoCloseable {
  private final Engine engine;

  private final HttpClient http;

  private HeadgateClient(Engine engine, HttpClient http) {
    this.engine = engine;
    this.http = http;
  }

  /** Starts to build a client of a provider. */
  public static Builder of(Profile profile) {
    return new Builder(profile);
  }

  /**
   * Sends a request, and waits for the answer; a virtual thread may be used for each.
   *
   * @throws IOException if the handler failed to make the body
   * @throws IllegalArgumentException if the request cannot be sent
   * @throws InterruptedException if the thread was interrupted; the request is given up
   */
  public <T> Answer<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return send(request, handler, CallOptions.USUAL);
  }

  /** The same with options of its own. */
  public <T> Answer<T> send(HttpRequest request, BodyHandler<T> handler, CallOptions options)
      throws IOException, InterruptedException {
    CompletableFuture<Answer<T>> answer = sendAsync(request, handler, options);
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      Throwable cause = Engine.root(e);
      if (cause instanceof RuntimeException problem) {
        throw problem;
      }
      throw cause instanceof IOException problem ? problem : new IOException(cause);
    }
  }

  /** Sends a request; to cancel the future gives it up, for this caller alone. */
  public <T> CompletableFuture<Answer<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
    return sendAsync(request, handler, CallOptions.USUAL);
  }

  /** The same with options of its own. */
  public <T> CompletableFuture<Answer<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, CallOptions options) {
    return sendAsync(request, handler, options, Follower.NONE);
  }

  /** The same with somebody who hears what becomes of this request. */
  public <T> CompletableFuture<Answer<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, CallOptions options, Follower follower) {
    Waiting<T> waiter = new Waiting<>(handler, follower);
    engine.start(request, options, waiter);
    return waiter.future();
  }

  /** Sends many requests, and waits for all; each has its own answer, in the order given. */
  public <T> List<Answer<T>> sendAll(
      List<HttpRequest> requests, BodyHandler<T> handler, CallOptions options)
      throws IOException, InterruptedException {
    List<CompletableFuture<Answer<T>>> futures = new ArrayList<>();
    requests.forEach(request -> futures.add(sendAsync(request, handler, options)));
    List<Answer<T>> answers = new ArrayList<>();
    try {
      for (CompletableFuture<Answer<T>> future : futures) {
        answers.add(future.get());
      }
    } catch (ExecutionException e) {
      throw new IOException(Engine.root(e));
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
    return answers;
  }

  /** The pages of a list, from the first on. */
  public <T> Pages<T> pages(HttpRequest first, BodyHandler<T> handler, Pages.Turning<T> turning) {
    return new Pages<>(this, first, handler, turning);
  }

  /**
   * The same client for libraries that take the JDK's, on usual terms: what can only be made later
   * is an {@code IOException} there. It lives as long as this one.
   */
  public HttpClient asHttpClient() {
    return new GovernedHttpClient(this, http);
  }

  /** How the gates stand, for people to look at. */
  public List<GateView> gates() {
    return engine.dispatcher().views();
  }

  long price(HttpRequest request, CallOptions options) {
    return engine.price(request, options);
  }

  /** Takes no more requests, and cancels those that are not answered. */
  @Override
  public void close() {
    engine.dispatcher().close();
  }

  /** What a client is built from. Not safe for several threads. */
  public static final class Builder {
    private final Profile profile;
    private HttpClient http = HttpClient.newHttpClient();
    private GovernorSettings settings =
        GovernorSettings.USUAL.withSeed(new SplittableRandom().nextLong());
    private Listener listener = Listener.NONE;
    private Shares shares = Shares.ALONE;
    private Prices prices = Prices.ONE_EACH;
    private String app = "app";
    private String fairGate = "";
    private long keptBytesMax;
    private boolean relays;

    private Builder(Profile profile) {
      this.profile = profile;
    }

    /**
     * The HTTP client to send with.
     *
     * @throws IllegalArgumentException if it follows redirects itself: then nobody would pace them
     */
    public Builder http(HttpClient client) {
      if (client.followRedirects() != HttpClient.Redirect.NEVER) {
        throw new IllegalArgumentException(
            "http: redirects " + client.followRedirects() + " (expected: NEVER)");
      }
      http = client;
      return this;
    }

    /** The program's name; clients of one name share what the provider gives to an app. */
    public Builder app(String name) {
      app = name;
      return this;
    }

    /** What calls will cost; one point each if nobody says. */
    public Builder prices(Prices source) {
      prices = source;
      return this;
    }

    /** Who is told about every wait. */
    public Builder listener(Listener taker) {
      listener = taker;
      return this;
    }

    /** Whom the declared rates are shared with; nobody if nothing is said. */
    public Builder shares(Shares port) {
      shares = port;
      return this;
    }

    /** Bounds of the governor. */
    public Builder settings(GovernorSettings bounds) {
      settings = bounds;
      return this;
    }

    /**
     * Divides the quota of a declared gate among the tenants of the calls, for example {@code
     * global-app-quota}: equal shares for the active, borrowing of what is not used.
     */
    public Builder fairBy(String gate) {
      if (profile.rule(gate) == null) {
        throw new IllegalArgumentException(
            "fairBy: " + gate + " (expected: a gate of the profile " + profile.name() + ")");
      }
      fairGate = gate;
      return this;
    }

    /** Keeps responses with an ETag in memory, to ask only whether they have changed. */
    public Builder revalidating(long bytesMax) {
      if (bytesMax < 0) {
        throw new IllegalArgumentException("bytesMax: " + bytesMax + " (expected: >= 0)");
      }
      keptBytesMax = bytesMax;
      return this;
    }

    /**
     * For those who hand answers on to somebody else: a redirect, or a 5xx of a call that is not
     * repeated, is the answer as it came, where else it would be followed or {@code
     * OutcomeUnknown}.
     */
    public Builder relaying() {
      relays = true;
      return this;
    }

    /** The client. */
    public HeadgateClient build() {
      String fair = fairGate.isEmpty() ? settings.fairGate() : fairGate;
      Governor governor = new Governor(profile, settings.fairBy(fair), shares);
      Dispatcher dispatcher = new Dispatcher(governor, new ClientTime(), listener);
      return new HeadgateClient(
          new Engine(
              http,
              dispatcher,
              new Kept(keptBytesMax),
              new Engine.Manner(app, prices, profile.dialect(), relays)),
          http);
    }
  }
}
