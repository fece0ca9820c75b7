package dev.headgate.server.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("raced")
class GroupCommitTest {
  private static final int THREADS = 8;

  @Test
  void whatComesWhileAnotherWritesIsWrittenTogether() throws Exception {
    List<List<Integer>> writes = new ArrayList<>();
    CountDownLatch all = new CountDownLatch(THREADS);
    GroupCommit<Integer> commit =
        new GroupCommit<>(
            100,
            group -> {
              writes.add(group);
              awaitFirst(writes, all);
            });

    Racing.run(
        THREADS,
        thread -> {
          all.countDown();
          commit.write(thread);
        });

    assertThat(writes.stream().flatMap(List::stream)).hasSize(THREADS).doesNotHaveDuplicates();
  }

  @Test
  void nobodyReturnsBeforeTheirsIsWritten() throws Exception {
    Set<Integer> written = ConcurrentHashMap.newKeySet();
    GroupCommit<Integer> commit = new GroupCommit<>(3, written::addAll);

    Racing.run(
        THREADS,
        thread -> {
          for (int i = 0; i < 200; i++) {
            int mine = thread * 1_000 + i;
            commit.write(mine);
            assertThat(written.contains(mine)).isTrue();
          }
        });

    assertThat(written).hasSize(THREADS * 200);
  }

  @Test
  void aWriteThatFailsIsToldToAllWhoseItWasAndToNobodyElse() {
    AtomicInteger tries = new AtomicInteger();
    GroupCommit<String> commit =
        new GroupCommit<>(
            10,
            group -> {
              if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("full");
              }
            });

    assertThatThrownBy(() -> commit.write("first")).hasMessage("full");
    commit.write("second");

    assertThat(tries.get()).isEqualTo(2);
  }

  private static void awaitFirst(List<List<Integer>> writes, CountDownLatch all) {
    try {
      if (writes.size() == 1) {
        all.await();
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
