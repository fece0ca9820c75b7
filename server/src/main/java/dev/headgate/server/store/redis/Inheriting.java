package dev.headgate.server.store.redis;

import dev.headgate.core.limit.Concurrency;
import dev.headgate.core.limit.Meter;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.server.store.Inheritance;
import dev.headgate.server.store.KeptCounter;
import io.lettuce.core.SetArgs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Puts counters of another store into a domain, word by word, where it has none of that rule and
 * key. For one thread.
 */
final class Inheriting {
  /**
   * A counter is kept at least so long after the longest that its kind is felt. The script relies
   * on 190 s for each bucket (BUCKET_KEPT there); the rest is for clocks that differ.
   */
  private static final long SLACK_MILLIS = 600_000;

  /** How many are sent before their answers are waited for. */
  private static final int TOGETHER = 500;

  private final Domain domain;
  private final Bindings.Binding binding;
  private final long nowMicros;
  private final Map<String, Integer> ordinals = new HashMap<>();
  private final List<CompletableFuture<String>> sent = new ArrayList<>();
  private long copied;
  private long present;
  private long unknown;
  private long permits;

  Inheriting(Domain domain, Bindings.Binding binding, long nowMicros) {
    this.domain = domain;
    this.binding = binding;
    this.nowMicros = nowMicros;
    PolicySnapshot snapshot = binding.snapshot();
    for (int i = 0; i < snapshot.rules().size(); i++) {
      Rule rule = snapshot.rules().get(i);
      for (String former : rule.terms().formerly()) {
        ordinals.putIfAbsent(rule.counter(former), i);
      }
    }
    for (int i = 0; i < snapshot.rules().size(); i++) {
      ordinals.put(snapshot.rules().get(i).counter(), i);
    }
  }

  void counter(KeptCounter kept) {
    boolean shared = kept.name().endsWith(KeptCounter.POOLS);
    String name =
        shared
            ? kept.name().substring(0, kept.name().length() - KeptCounter.POOLS.length())
            : kept.name();
    Integer ordinal = ordinals.get(name);
    if (ordinal == null) {
      unknown++;
      return;
    }
    Meter meter = binding.snapshot().rules().get(ordinal).meters().shape();
    if (meter instanceof Concurrency) {
      permits++;
      return;
    }
    int least = shared ? meter.sharedWords() : meter.words() - meter.sharedWords();
    String key = key(kept, binding.counter(ordinal), shared);
    if (key == null) {
      unknown++;
      return;
    }
    SetArgs ifNone = SetArgs.Builder.nx().pxAt(keptUntil(meter));
    byte[] text = text(kept.words(), least);
    sent.add(domain.link().commands().set(key, text, ifNone).toCompletableFuture());
    if (sent.size() == TOGETHER) {
      await();
    }
  }

  private @Nullable String key(KeptCounter kept, long counter, boolean shared) {
    return shared
        ? domain.names().pool(counter, kept.key())
        : domain.names().counter(counter, kept.key());
  }

  /** Each next use says it anew; two windows are longer than any kind is felt without one. */
  private Instant keptUntil(Meter meter) {
    long millis = 2 * (meter.windowMicros() / 1_000) + SLACK_MILLIS;
    return Instant.ofEpochMilli(nowMicros / 1_000 + millis);
  }

  private static byte[] text(long[] words, int least) {
    int count = Math.max(words.length, least);
    ByteBuffer text = ByteBuffer.allocate(count * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long word : words) {
      text.putDouble((double) word);
    }
    return text.array();
  }

  private void await() {
    for (CompletableFuture<String> answer : sent) {
      if (RedisStore.await(answer) == null) {
        present++;
      } else {
        copied++;
      }
    }
    sent.clear();
  }

  /** Waits for the rest. */
  Inheritance ended(long open) {
    await();
    return new Inheritance(copied, present, unknown, permits, open);
  }
}
