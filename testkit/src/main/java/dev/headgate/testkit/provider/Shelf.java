package dev.headgate.testkit.provider;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was carried out: the writes, and what was answered to each idempotency key. The eldest are
 * forgotten beyond {@link #COMMITS_MAX}. For one thread.
 */
final class Shelf {
  static final int COMMITS_MAX = 100_000;
  private static final int KEYS_MAX = 10_000;
  private static final String KEY = "idempotency-key";

  private final Deque<Commit> commits = new ArrayDeque<>();
  private final Map<String, Content.Page> answers = new LinkedHashMap<>();

  /** What was answered to the same key before, or null. */
  Content.@Nullable Page answered(Asked asked) {
    String key = asked.field(KEY);
    return key == null ? null : answers.get(asked.method() + asked.path() + '\n' + key);
  }

  /** A call was carried out. */
  void carriedOut(long call, Asked asked, Content.Page page) {
    if (asked.reads()) {
      return;
    }
    String key = asked.field(KEY);
    if (key != null) {
      if (answers.size() >= KEYS_MAX) {
        answers.remove(answers.keySet().iterator().next());
      }
      answers.put(asked.method() + asked.path() + '\n' + key, page);
    }
    if (commits.size() >= COMMITS_MAX) {
      commits.removeFirst();
    }
    commits.addLast(new Commit(call, asked.method(), asked.target(), key, asked.body()));
  }

  List<Commit> commits() {
    return List.copyOf(commits);
  }
}
