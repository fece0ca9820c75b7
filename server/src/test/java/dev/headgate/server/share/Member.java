package dev.headgate.server.share;

import dev.headgate.client.profile.GateKey;
import dev.headgate.client.profile.Rate;
import dev.headgate.client.share.Slots;
import dev.headgate.core.time.ManualTime;
import dev.headgate.server.store.redis.Connecting;
import dev.headgate.server.store.redis.Link;
import io.lettuce.core.RedisURI;

/** A program that shares, under a time that the test turns; what it sends has arrived when done. */
record Member(ManualTime time, Link link, RedisShares shares, Slots slots)
    implements AutoCloseable {
  private static final GateKey GATE = new GateKey("environment", "https://example.org:443");

  static Member at(RedisURI uri, ManualTime time, Rate rate) {
    Link link = Connecting.to(uri);
    RedisShares shares = new RedisShares(time, link, time);
    shares.meet();
    return new Member(time, link, shares, shares.slots(GATE, rate));
  }

  long opensAt() {
    return slots.opensAt(time.micros());
  }

  boolean isOpen() {
    return opensAt() <= time.micros();
  }

  int take() {
    return slots.take(time.micros());
  }

  void answered(int place) {
    slots.answered(place, time.micros());
    settle();
  }

  /** What its own thread does from time to time. */
  void tick() {
    shares.tick();
    settle();
  }

  /** Ends without a word, as a killed one does. */
  void kill() {
    shares.vanish();
  }

  @Override
  public void close() {
    shares.close();
  }

  /** One connection answers in order. */
  private void settle() {
    link.commands().echo(new byte[1]).toCompletableFuture().join();
  }
}
