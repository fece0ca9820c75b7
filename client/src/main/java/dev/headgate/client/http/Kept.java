package dev.headgate.client.http;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Responses with an ETag, kept to be asked for again only if they have changed. By likeness, so
 * apart by credential. Bounded by a number of bytes, the longest unused going first. Safe for all
 * threads.
 */
final class Kept {
  /** The largest body that is kept. */
  static final int BODY_MAX = 1 << 20;

  private static final int OVERHEAD = 1_024;

  /** A response with its body. */
  record Entry(String etag, ResponseInfo info, List<ByteBuffer> body, long bytes) {}

  private final long bytesMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  /** Keeps at most so many bytes; 0 keeps nothing. */
  Kept(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  boolean isOff() {
    return bytesMax == 0;
  }

  @Nullable Entry find(String like) {
    lock.lock();
    try {
      return entries.get(like);
    } finally {
      lock.unlock();
    }
  }

  /** Whether a response may be kept at all. */
  boolean wants(ResponseInfo info) {
    HttpHeaders fields = info.headers();
    boolean store =
        fields.allValues("Cache-Control").stream().noneMatch(v -> v.contains("no-store"));
    return !isOff() && info.statusCode() == 200 && store && fields.firstValue("ETag").isPresent();
  }

  void keep(String like, ResponseInfo info, List<ByteBuffer> body) {
    long size = OVERHEAD + body.stream().mapToLong(ByteBuffer::remaining).sum();
    String etag = info.headers().firstValue("ETag").orElse("");
    lock.lock();
    try {
      drop(entries.put(like, new Entry(etag, info, body, size)));
      bytes += size;
      var eldest = entries.entrySet().iterator();
      while (bytes > bytesMax && eldest.hasNext()) {
        Entry entry = eldest.next().getValue();
        eldest.remove();
        drop(entry);
      }
    } finally {
      lock.unlock();
    }
  }

  private void drop(@Nullable Entry entry) {
    bytes -= entry == null ? 0 : entry.bytes();
  }
}
