package dev.headgate.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
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

  @Test
  void theKeyOfEverybodyIsThatOfNoValues() {
    assertThat(Key.of(List.of())).isEqualTo(Key.ALL).hasSameHashCodeAs(Key.ALL);
  }

  @Test
  void theBytesOfAKeyMakeTheSameKeyAgain() {
    for (List<String> values : List.of(List.<String>of(), List.of("a"), List.of("é", "", "b"))) {
      Key key = Key.of(values);

      assertThat(Key.read(key.bytes())).isEqualTo(key);
      assertThat(Key.read(Key.bytes(key.cell(3))).values()).isEqualTo(key.values());
    }
  }
}
