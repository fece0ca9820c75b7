package dev.headgate.server.share;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import dev.headgate.client.profile.GateKey;
import dev.headgate.client.profile.Rate;
import dev.headgate.client.share.RingName;
import dev.headgate.client.share.Shares;
import dev.headgate.client.share.Slots;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.store.StoreRefused;
import dev.headgate.server.store.StoreSettings.Tls;
import dev.headgate.server.store.redis.Addresses;
import dev.headgate.server.store.redis.Connecting;
import dev.headgate.server.store.redis.Link;
import dev.headgate.server.store.redis.Refusals;
import dev.headgate.server.store.redis.Rights;
import dev.headgate.server.store.redis.StartCheck;
import io.lettuce.core.RedisURI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * What programs on several hosts share, through a server of which all name the URL. One for each
 * process, for all of its clients. Every declared rate is kept by the rule that a place is free one
 * window after the response, so that it holds whatever the server's second is.
 */
public final class RedisShares implements Shares, AutoCloseable {
  /** How often the member looks after what it holds. */
  private static final long TICK = Wire.ANSWER;

  private static final int NAME_BYTES = 8;

  private final TimeSource time;
  private final Link link;
  private final Wire wire;
  private final String member = HexFormat.of().formatHex(randomBytes());
  private final ConcurrentHashMap<String, SharedPlaces> rings = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor ticks =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("headgate-share").factory());

  RedisShares(TimeSource time, Link link, @Nullable TimeSource clock) {
    this.time = time;
    this.link = link;
    this.wire = new Wire(link, clock);
  }

  /** Shares with all that name the same server, trusting whom Java trusts. */
  public static RedisShares open(TimeSource time, String url) {
    return open(time, url, Tls.USUAL);
  }

  /**
   * Shares with all that name the same server.
   *
   * @param time of this process
   * @param url as {@link Addresses#one} reads it
   * @param tls towards the server
   * @throws StoreRefused where it cannot be used, in one line; nothing was written to it then
   */
  public static RedisShares open(TimeSource time, String url, Tls tls) {
    RedisURI uri = Addresses.one(url);
    Link link = Connecting.to(uri, tls);
    RedisShares shares = new RedisShares(time, link, null);
    try {
      StartCheck.of(link, Rights.SHARES, Refusals.place(uri));
      shares.start();
      return shares;
    } catch (CompletionException failed) {
      shares.close();
      throw new StoreRefused(Refusals.line(Refusals.place(uri), failed));
    } catch (RuntimeException failed) {
      shares.close();
      throw failed;
    }
  }

  /** Meets the server. */
  void meet() {
    wire.meet();
  }

  private void start() {
    meet();
    var _ = ticks.scheduleWithFixedDelay(this::tick, TICK, TICK, MICROSECONDS);
  }

  /** Ends without a word, as a killed process does. */
  void vanish() {
    ticks.shutdownNow();
    link.close();
  }

  /** Whether the server answers, as far as is known. */
  boolean isUp() {
    return wire.isUp();
  }

  /** Looks after what is held, and after the server if it is down. */
  void tick() {
    if (!wire.isUp()) {
      wire.meet(() -> rings.values().forEach(SharedPlaces::met));
    }
    rings.values().forEach(SharedPlaces::tick);
  }

  @Override
  public Slots slots(GateKey gate, Rate rate) {
    return rings.computeIfAbsent(
        RingName.of(gate, rate),
        name -> new SharedPlaces(time, wire, new Ring(name, member, rate)));
  }

  /** Leaves: what this process holds is free for others one window later. */
  @Override
  public void close() {
    ticks.shutdownNow();
    CompletableFuture<?>[] goodbyes =
        rings.values().stream().map(SharedPlaces::leave).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(goodbyes).join();
    } catch (CompletionException unheard) {
      // It is gone all the same, when it was not heard for some time.
    }
    link.close();
  }

  private static byte[] randomBytes() {
    byte[] bytes = new byte[NAME_BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
