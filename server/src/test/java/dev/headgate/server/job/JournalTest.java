package dev.headgate.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("job.journal");
  }

  @Test
  void marksOutliveTheProcess() throws Exception {
    try (Journal journal = Journal.open(file, "sha256:1")) {
      journal.sent(1, false);
      journal.sent(2, true);
      journal.done(2, 200);
      journal.sent(3, true);
      journal.planned(3);
      journal.unknown(4);
    }

    try (Journal again = Journal.open(file, "sha256:1")) {
      assertThat(again.mark(1)).isEqualTo(Mark.SENT);
      assertThat(again.mark(2)).isEqualTo(Mark.DONE);
      assertThat(again.mark(3)).isEqualTo(Mark.PLANNED);
      assertThat(again.mark(4)).isEqualTo(Mark.UNKNOWN);
      assertThat(again.mark(5)).isEqualTo(Mark.PLANNED);
    }
  }

  @Test
  void aLineThatWasCutOffIsForgotten() throws Exception {
    try (Journal journal = Journal.open(file, "sha256:1")) {
      journal.done(1, 200);
    }
    Files.writeString(file, "{\"line\":2,\"mark\":\"do", StandardOpenOption.APPEND);

    try (Journal again = Journal.open(file, "sha256:1")) {
      again.done(3, 201);
    }

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "{\"journal\":1,\"job\":\"sha256:1\"}",
            "{\"line\":1,\"mark\":\"done\",\"status\":200}",
            "{\"line\":3,\"mark\":\"done\",\"status\":201}");
  }

  @Test
  void oneRunAtATimeAndOneJobForAJournal() throws Exception {
    try (Journal journal = Journal.open(file, "sha256:1")) {
      assertThat(journal.mark(1)).isEqualTo(Mark.PLANNED);
      assertThatThrownBy(() -> Journal.open(file, "sha256:1"))
          .isInstanceOf(JournalException.class)
          .hasMessageEndingWith("in use (expected: one run at a time)");
    }

    assertThatThrownBy(() -> Journal.open(file, "sha256:2"))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("of another job");
  }

  @Test
  void aFileThatIsNoJournalIsLeftAsItIs() throws Exception {
    Files.writeString(file, "precious, without an end of line");

    assertThatThrownBy(() -> Journal.open(file, "sha256:1")).isInstanceOf(JournalException.class);

    assertThat(file).hasContent("precious, without an end of line");
  }
}
