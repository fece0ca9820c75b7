package dev.headgate.server.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code of the client's guide that needs this module compiles as it stands. */
class GuideCodeTest {
  private static final Path GUIDE =
      Path.of(Objects.requireNonNull(System.getProperty("headgate.root", "..")))
          .resolve("docs/guides/client.md");
  private static final String SOURCE =
      """
      import dev.headgate.client.http.*;
      import dev.headgate.client.profile.*;
      import dev.headgate.core.time.*;
      import dev.headgate.server.share.*;
      class Block { void run() throws Exception {
      CODE
      } }
      """;

  @TempDir Path folder;

  @Test
  void theCodeForSeveralHostsCompiles() throws Exception {
    List<String> blocks =
        Pattern.compile("(?ms)^```java server\n(.*?)^```")
            .matcher(Files.readString(GUIDE))
            .results()
            .map(block -> block.group(1))
            .toList();

    assertThat(blocks).hasSize(1);
    Path source =
        Files.writeString(folder.resolve("Block.java"), SOURCE.replace("CODE", blocks.getFirst()));
    String path =
        String.join(
            File.pathSeparator,
            System.getProperty("surefire.test.class.path", ""),
            System.getProperty("java.class.path"));
    String[] arguments = {"-proc:none", "-d", folder.toString(), "-cp", path, source.toString()};
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();
  }
}
