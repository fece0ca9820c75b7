package dev.headgate.server.gateway;

import dev.headgate.core.time.TimeSource;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A running reverse proxy: listens, asks its gatekeeper about every request, forwards what is
 * admitted. Thread-safe.
 */
public final class Gateway implements AutoCloseable {

  /** What every lane is built from. */
  record Parts(
      TimeSource time,
      GatewaySettings settings,
      Gatekeeper gatekeeper,
      AnswerListener listener,
      Transport transport) {}

  private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

  /** How long what cut calls are told may take to leave, and clients to stop sending. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final MultiThreadIoEventLoopGroup loops;
  private final Map<EventLoop, Lane> lanes = new HashMap<>();
  private final Channel listener;
  private final AtomicBoolean closing = new AtomicBoolean();

  private Gateway(Parts parts) {
    int eventLoops = parts.settings().connections().eventLoops();
    loops = new MultiThreadIoEventLoopGroup(eventLoops, parts.transport().ioHandler());
    for (EventExecutor executor : loops) {
      EventLoop loop = (EventLoop) executor;
      Lane lane = new Lane(loop, parts);
      lanes.put(loop, lane);
      lane.start();
    }
    try {
      listener = listen(parts);
    } catch (RuntimeException e) {
      loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
      throw e;
    }
  }

  /**
   * Starts listening.
   *
   * @param time read once per request; all time-outs follow it too
   * @throws RuntimeException if the address cannot be bound or the PEM files cannot be read
   */
  public static Gateway start(TimeSource time, GatewaySettings settings, Gatekeeper gatekeeper) {
    return start(time, settings, gatekeeper, AnswerListener.NONE);
  }

  /** As {@link #start(TimeSource, GatewaySettings, Gatekeeper)}, with somebody who counts. */
  public static Gateway start(
      TimeSource time, GatewaySettings settings, Gatekeeper gatekeeper, AnswerListener listener) {
    return new Gateway(new Parts(time, settings, gatekeeper, listener, Transport.best()));
  }

  private Channel listen(Parts parts) {
    GatewaySettings.Addresses addresses = parts.settings().addresses();
    return new ServerBootstrap()
        .group(loops)
        .channel(parts.transport().serverChannel())
        .option(ChannelOption.SO_REUSEADDR, true)
        .option(ChannelOption.SO_BACKLOG, 1_024)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(new ClientPipeline(parts.settings(), lanes))
        .bind(addresses.listenHost(), addresses.listenPort())
        .syncUninterruptibly()
        .channel();
  }

  /** The port it listens on. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /**
   * Stops accepting, lets running calls finish for at most {@code drain}, then cuts the rest, which
   * are told so. Waiting callers are told by {@code Connection: close} and GOAWAY. Waits until all
   * is done; the event loops end last, since they close what they still have without a word.
   */
  public void close(Duration drain) {
    if (!closing.compareAndSet(false, true)) {
      loops.terminationFuture().awaitUninterruptibly();
      return;
    }
    listener.close().awaitUninterruptibly();
    CompletableFuture<?> empty =
        CompletableFuture.allOf(
            lanes.values().stream().map(Lane::drain).toArray(CompletableFuture<?>[]::new));
    if (!isDoneWithin(drain, empty)) {
      if (drain.isPositive()) {
        LOG.log(System.Logger.Level.WARNING, "drain time over: the remaining calls are cut");
      }
      lanes.values().forEach(Lane::cut);
      isDoneWithin(LAST_WORDS, empty);
    }
    lanes.values().stream().map(Lane::abort).toList().forEach(Future::awaitUninterruptibly);
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private static boolean isDoneWithin(Duration time, CompletableFuture<?> all) {
    try {
      all.get(time.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException never) {
      throw new AssertionError("a lane is emptied or not", never);
    }
  }

  /** Closes without waiting for running calls. */
  @Override
  public void close() {
    close(Duration.ZERO);
  }
}
