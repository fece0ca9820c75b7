package dev.headgate.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyTest {
  @Test
  void hashesOfSimilarKeysAreSpread() {
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      hashes.add(Key.of("HG-" + i).hash());
    }

    assertThat(hashes).hasSizeGreaterThan(9_990);
  }
}
