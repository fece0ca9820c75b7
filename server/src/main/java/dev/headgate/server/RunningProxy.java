package dev.headgate.server;

import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.core.time.SystemTime;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.proxy.CourtesyProxy;
import dev.headgate.server.proxy.ProxySettings;
import dev.headgate.server.proxy.UpstreamAddress;
import dev.headgate.server.scripts.Loop;
import dev.headgate.server.scripts.Report;
import dev.headgate.server.scripts.ScriptBook;
import dev.headgate.server.scripts.Standing;
import dev.headgate.server.store.StoreRefused;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** A courtesy proxy that runs, with the book of what scripts do. Safe for all threads. */
public final class RunningProxy implements AutoCloseable {
  /** One layer of retries: the JDK would resend a read by itself, unseen by the governor. */
  private static final String RESENDS = "jdk.httpclient.redirects.retrylimit";

  private final CourtesyProxy proxy;
  private final ScriptBook book;
  private final Sharing shares;

  private RunningProxy(CourtesyProxy proxy, ScriptBook book, Sharing shares) {
    this.proxy = proxy;
    this.book = book;
    this.shares = shares;
  }

  /**
   * Starts a proxy; when it returns it serves.
   *
   * @param loopBegan is told each loop that runs away, once
   * @throws IllegalArgumentException if an option is out of its range, with value and expectation
   * @throws IllegalStateException where it cannot listen
   * @throws UncheckedIOException where the shared folder cannot be used
   * @throws StoreRefused where the shared server cannot be used
   */
  public static RunningProxy start(ProxyOptions options, Consumer<Loop> loopBegan) {
    if (System.getProperty(RESENDS) == null) {
      System.setProperty(RESENDS, "1");
    }
    TimeSource time = SystemTime.startingAt(0);
    ScriptBook book = new ScriptBook(time, loopBegan);
    ProxySettings settings = settings(options);
    Sharing shares = Sharing.through(options.api().shared(), options.api().issuers());
    try {
      CourtesyProxy proxy = CourtesyProxy.start(time, settings, book, shares);
      return new RunningProxy(proxy, book, shares);
    } catch (RuntimeException failed) {
      shares.close();
      throw failed;
    }
  }

  private static ProxySettings settings(ProxyOptions options) {
    ProxyOptions.Listen listen = options.listen();
    ProxyOptions.Waits waits = options.waits();
    Profile profile = Profiles.named(options.api().profile());
    Set<String> members = new HashSet<>(options.bodies().members());
    if (options.bodies().declared()) {
      members.addAll(profile.dialect().links());
    }
    return new ProxySettings(
        UpstreamAddress.of(options.api().upstream()),
        profile,
        new ProxySettings.Listen(listen.host(), listen.port(), listen.connectionsMax()),
        new ProxySettings.Waits(waits.queue(), waits.upstream(), waits.drain()),
        ProxySettings.Bodies.usual(options.bodies().revalidatedBytes(), members));
  }

  /** The port on which it listens. */
  public int port() {
    return proxy.port();
  }

  /** What goes on at this moment. */
  public Standing standing() {
    return book.standing();
  }

  /** What scripts did. */
  public Report report() {
    return book.report();
  }

  /** Takes no more, lets waiting and running calls finish within the drain time, and ends. */
  @Override
  public void close() {
    proxy.close();
    shares.close();
  }
}
