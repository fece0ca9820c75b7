package dev.headgate.client.http;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are alike, so that one response answers both: same method GET or HEAD, URI,
 * credential and Accept, and the same value of every field that the resource's responses were seen
 * to vary with; none with Range. Remembers a bounded number of resources; one that was forgotten is
 * like one never seen. Safe for all threads.
 */
final class Likeness {
  /** Resources whose Vary is remembered. */
  static final int RESOURCES_MAX = 10_000;

  private static final int FIELDS_MAX = 16;
  private static final String ANYTHING = "*";

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Set<String>> varies =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
          return size() > RESOURCES_MAX;
        }
      };

  /** What alike requests have in common; null for a request that is like no other. */
  @Nullable String of(HttpRequest request, String credential) {
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    HttpHeaders fields = request.headers();
    if (!reads || request.bodyPublisher().isPresent() || fields.firstValue("Range").isPresent()) {
      return null;
    }
    Set<String> vary = seen(request);
    if (vary.contains(ANYTHING)) {
      return null;
    }
    StringBuilder like = new StringBuilder();
    like.append(request.method()).append(' ').append(request.uri()).append('\n');
    like.append(credential).append('\n').append(fields.allValues("Accept"));
    for (String field : vary) {
      like.append('\n').append(field).append(fields.allValues(field));
    }
    return like.toString();
  }

  /** A response varies with some fields of its request. */
  void learn(HttpRequest request, HttpHeaders response) {
    List<String> lines = response.allValues("Vary");
    if (lines.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      Set<String> fields = varies.computeIfAbsent(request.uri().toString(), uri -> new TreeSet<>());
      for (String line : lines) {
        for (String field : line.split(",")) {
          boolean full = fields.size() >= FIELDS_MAX;
          fields.add(full ? ANYTHING : field.strip().toLowerCase(Locale.ROOT));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private Set<String> seen(HttpRequest request) {
    lock.lock();
    try {
      Set<String> fields = varies.get(request.uri().toString());
      return fields == null ? Set.of() : new TreeSet<>(fields);
    } finally {
      lock.unlock();
    }
  }
}
