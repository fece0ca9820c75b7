package dev.headgate.testkit.junit;

import dev.headgate.core.time.ManualTime;
import dev.headgate.core.time.SystemTime;
import dev.headgate.core.time.TimeSource;
import dev.headgate.testkit.provider.Commit;
import dev.headgate.testkit.provider.Content;
import dev.headgate.testkit.provider.FakeProfile;
import dev.headgate.testkit.provider.ProviderSettings;
import dev.headgate.testkit.provider.Served;
import dev.headgate.testkit.provider.Tally;
import dev.headgate.testkit.provider.Trouble;
import dev.headgate.testkit.serving.FakeServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fake provider for the time of a test; in a static field, of all tests of a class.
 *
 * <pre>
 *   &#64;RegisterExtension
 *   final FakeProvider jama = FakeProvider.of("jama");
 * </pre>
 *
 * <p>It is set up before it starts; what is asked of it while it runs is safe for all threads.
 */
public final class FakeProvider
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        AutoCloseable {
  private static final int SEEN_MAX = 100_000;

  private FakeProfile profile;
  private ProviderSettings settings = ProviderSettings.USUAL;
  private int origins = 1;
  private @Nullable ManualTime virtual;
  private @Nullable FakeServer server;
  private boolean ofClass;
  private final Queue<Served> seen = new ConcurrentLinkedQueue<>();

  private FakeProvider(FakeProfile profile) {
    this.profile = profile;
  }

  /** The provider of a profile of the catalogue. */
  public static FakeProvider of(String name) {
    return new FakeProvider(FakeProfile.named(name));
  }

  /** A provider of one's own. */
  public static FakeProvider of(FakeProfile profile) {
    return new FakeProvider(profile);
  }

  /** Where chance starts from. */
  public FakeProvider seed(long seed) {
    settings = settings.withSeed(seed);
    return this;
  }

  /** Something that befalls that share of the calls, 0 to 1. */
  public FakeProvider with(Trouble trouble, double share) {
    settings = settings.withTroubles(settings.troubles().with(trouble, share));
    origins = trouble == Trouble.REDIRECT ? Math.max(2, origins) : origins;
    return this;
  }

  /** What it answers to calls that it carries out. */
  public FakeProvider answering(Supplier<Content> content) {
    settings = settings.withContent(content);
    return this;
  }

  /** On so many ports, each an origin. */
  public FakeProvider origins(int count) {
    origins = count;
    return this;
  }

  /** With a clock that stands still until {@link #advance}. */
  public FakeProvider virtualFrom(Instant start) {
    virtual = new ManualTime(dev.headgate.core.time.Micros.of(start));
    return this;
  }

  /** Starts it; JUnit does, where it is registered. */
  public FakeProvider start() {
    TimeSource time = virtual == null ? SystemTime.startingAt(0) : virtual;
    server = FakeServer.start(profile, settings, new FakeServer.Place(time, 0, origins, this::saw));
    return this;
  }

  /** Lets its clock go on. */
  public void advance(Duration length) {
    if (virtual == null) {
      throw new IllegalStateException("clock: real (expected: virtualFrom)");
    }
    virtual.advance(length.toNanos() / 1_000);
  }

  /** An address of its first origin. */
  public URI uri(String target) {
    return running().uri(target);
  }

  /** An address of an origin, from 0. */
  public URI uri(int origin, String target) {
    return running().uri(origin, target);
  }

  /** What it has counted. */
  public Tally tally() {
    return running().tally();
  }

  /** The writes that it has carried out. */
  public List<Commit> committed() {
    return running().committed();
  }

  /** The calls that it was asked for, the last 100,000. */
  public List<Served> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    ofClass = true;
    start();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (!ofClass) {
      start();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!ofClass) {
      close();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
      server = null;
    }
    seen.clear();
  }

  private void saw(Served served) {
    seen.add(served);
    if (seen.size() > SEEN_MAX) {
      seen.poll();
    }
  }

  private FakeServer running() {
    if (server == null) {
      throw new IllegalStateException("provider: not started (expected: registered, or start())");
    }
    return server;
  }
}
