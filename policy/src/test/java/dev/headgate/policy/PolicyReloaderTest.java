package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyReloaderTest {
  @TempDir private Path folder;

  @Test
  void aGoodChangeIsSwappedInAndABadOneIsNot() throws IOException {
    Path file = write("policy.yaml", "limits: { a: { window: 10 per 1s } }");
    PolicyReloader reloader = ((PolicyReloader.Start.Ready) PolicyReloader.start(file)).reloader();
    Policy first = reloader.current();

    assertThat(reloader.poll()).isInstanceOf(PolicyReloader.Poll.Unchanged.class);
    write("policy.yaml", "limits: { a: { window: 20 per 1s } }");
    assertThat(reloader.poll()).isInstanceOf(PolicyReloader.Poll.Swapped.class);
    Policy second = reloader.current();
    write("policy.yaml", "limits: { a: { window: -1 per 1s } }");
    PolicyReloader.Poll bad = reloader.poll();

    assertThat(second.snapshot().version()).isNotEqualTo(first.snapshot().version());
    assertThat(bad).isInstanceOf(PolicyReloader.Poll.Kept.class);
    assertThat(((PolicyReloader.Poll.Kept) bad).problems()).hasSize(1);
    assertThat(reloader.current()).isSameAs(second);
    assertThat(reloader.poll()).isInstanceOf(PolicyReloader.Poll.Unchanged.class);
  }

  @Test
  void aChangeOfAnIncludedFileIsNoticed() throws IOException {
    write("limits.yaml", "limits: { a: { window: 10 per 1s } }");
    Path file = write("policy.yaml", "include: limits.yaml\ntitle: both");
    PolicyReloader reloader = ((PolicyReloader.Start.Ready) PolicyReloader.start(file)).reloader();

    write("limits.yaml", "limits: { b: { window: 10 per 1s } }");

    assertThat(reloader.poll()).isInstanceOf(PolicyReloader.Poll.Swapped.class);
    assertThat(reloader.current().snapshot().rules().getFirst().name()).isEqualTo("b");
  }

  @Test
  void commentsAndStyleDoNotChangeTheVersion() {
    String plain = "limits: { a: { window: 10 per 1s } }";
    String written = "# a comment\nlimits:\n  a:\n    window: \"10 per 1s\"\n";

    assertThat(Policies.loaded(written).snapshot().version())
        .isEqualTo(Policies.loaded(plain).snapshot().version());
  }

  @Test
  void aFileThatIsMissingAtTheStartIsAProblem() {
    assertThat(PolicyReloader.start(folder.resolve("nowhere.yaml")))
        .isInstanceOf(PolicyReloader.Start.Rejected.class);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
