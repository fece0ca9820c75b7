package dev.headgate.server.proxy;

import dev.headgate.client.http.HeadgateClient;
import dev.headgate.client.share.Shares;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.scripts.ScriptBook;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A courtesy proxy that runs. Safe for all threads. */
public final class CourtesyProxy implements AutoCloseable {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(10);

  /** Nobody may be silent longer than the longest wait and the longest response take together. */
  private static final int IDLE_SECONDS = 1_800;

  private static final int START_SECONDS = 30;
  private static final int LAST_WORDS_MILLIS = 500;

  private final Vertx vertx;
  private final HttpClient http;
  private final HeadgateClient client;
  private final ProxyDoor.Parts parts;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable ProxyDoor door;
  private volatile @Nullable HttpServer server;
  private volatile int port;
  private int connections;

  private CourtesyProxy(TimeSource time, ProxySettings settings, ScriptBook book, Shares shares) {
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    http = http(settings);
    client =
        HeadgateClient.of(settings.profile())
            .http(http)
            .app("headgate-proxy")
            .relaying()
            .shares(shares)
            .revalidating(settings.bodies().revalidated())
            .build();
    parts = new ProxyDoor.Parts(settings, time, client, book);
  }

  /**
   * Starts a proxy that serves when this returns.
   *
   * @param shares whom the declared rates of the profile are shared with
   * @throws IllegalStateException where it cannot listen, with the reason
   */
  public static CourtesyProxy start(
      TimeSource time, ProxySettings settings, ScriptBook book, Shares shares) {
    Trouble.preload();
    CourtesyProxy proxy = new CourtesyProxy(time, settings, book, shares);
    try {
      await(
          proxy.vertx.deployVerticle(proxy.new Listener(), new DeploymentOptions()),
          START_SECONDS * 1_000L);
    } catch (RuntimeException failed) {
      proxy.close();
      throw failed;
    }
    return proxy;
  }

  /** The port on which it listens. */
  public int port() {
    return port;
  }

  /**
   * Takes no more, lets those that wait or run finish within the drain time, tells the others that
   * it ends; once.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    ProxyDoor present = door;
    HttpServer listening = server;
    if (present != null && listening != null) {
      drain(present, listening);
    }
    client.close();
    await(vertx.close(), START_SECONDS * 1_000L);
    http.shutdownNow();
  }

  private void drain(ProxyDoor present, HttpServer listening) {
    long millis = parts.settings().waits().drain().toMillis();
    Promise<Void> emptied = Promise.promise();
    present.onLoop(() -> present.drain(emptied::tryComplete));
    Future<Void> shut = listening.shutdown(Duration.ofMillis(millis + 2 * LAST_WORDS_MILLIS));
    if (!isDoneWithin(emptied.future(), millis)) {
      present.onLoop(present::end);
      isDoneWithin(emptied.future(), LAST_WORDS_MILLIS);
    }
    isDoneWithin(shut, LAST_WORDS_MILLIS);
  }

  private static HttpClient http(ProxySettings settings) {
    boolean secure = settings.upstream().text().startsWith("https:");
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT_MAX)
        .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
        .build();
  }

  private static boolean isDoneWithin(Future<?> future, long millis) {
    try {
      future.await(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    }
  }

  private static void await(Future<?> future, long millis) {
    try {
      if (!isDoneWithin(future, millis)) {
        throw new IllegalStateException("waited " + millis + " ms in vain");
      }
    } catch (IllegalStateException known) {
      throw known;
    } catch (RuntimeException failed) {
      throw new IllegalStateException(String.valueOf(failed.getMessage()), failed);
    }
  }

  /** The socket and its event loop. */
  private final class Listener extends AbstractVerticle {
    @Override
    public void start(Promise<Void> started) {
      ProxyDoor entrance = new ProxyDoor(context, parts);
      door = entrance;
      ProxySettings.Listen listen = parts.settings().listen();
      HttpServer listening = vertx.createHttpServer(options());
      server = listening;
      listening.connectionHandler(this::count);
      listening.requestHandler(entrance::enter);
      listening
          .listen(listen.port(), listen.host())
          .onSuccess(
              ready -> {
                port = ready.actualPort();
                started.complete();
              })
          .onFailure(started::fail);
    }

    private HttpServerOptions options() {
      return new HttpServerOptions()
          .setIdleTimeout(IDLE_SECONDS)
          .setIdleTimeoutUnit(TimeUnit.SECONDS)
          .setHttp2ClearTextEnabled(false)
          .setPerFrameWebSocketCompressionSupported(false)
          .setPerMessageWebSocketCompressionSupported(false)
          .setMaxInitialLineLength(ProxySettings.TARGET_MAX)
          .setMaxHeaderSize(ProxySettings.HEAD_MAX)
          .setHandle100ContinueAutomatically(false)
          .setAcceptBacklog(1_024)
          .setTcpNoDelay(true);
    }

    private void count(HttpConnection connection) {
      connection.closeHandler(gone -> connections--);
      if (++connections > parts.settings().listen().connectionsMax()) {
        var _ = connection.close();
      }
    }
  }
}
