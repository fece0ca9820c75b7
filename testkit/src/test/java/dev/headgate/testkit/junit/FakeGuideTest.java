package dev.headgate.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.testkit.provider.Trouble;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide names what there is, and its code compiles as it stands. */
class FakeGuideTest {
  private static final String IMPORTS =
      """
      import dev.headgate.client.http.*;
      import dev.headgate.client.profile.*;
      import dev.headgate.testkit.junit.FakeProvider;
      import dev.headgate.testkit.provider.Trouble;
      import java.net.http.*;
      import org.junit.jupiter.api.Test;
      import org.junit.jupiter.api.extension.RegisterExtension;
      """;

  private final String guide = guide();

  @TempDir Path classes;

  @Test
  void everyTroubleHasItsRow() {
    List<String> rows = new ArrayList<>(List.of("| trouble | what happens |", "|---|---|"));
    for (Trouble trouble : Trouble.values()) {
      rows.add("| `%s` | %s |".formatted(trouble.word(), trouble.words()));
    }

    assertThat(guide).contains(String.join("\n", rows));
  }

  @Test
  void theTestOfTheGuideCompiles() throws IOException {
    Matcher block = Pattern.compile("(?ms)^```java\n(.*?)^```").matcher(guide);
    assertThat(block.find()).isTrue();
    Path source = classes.resolve("NightlyExportTest.java");
    Files.writeString(source, IMPORTS + block.group(1));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    int code =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-d",
            classes.toString(),
            "-cp",
            path(),
            source.toString());

    assertThat(code).as("exit code of javac").isZero();
  }

  /** Under Surefire the class path of the process is a jar that names the others. */
  private static String path() {
    return String.join(
        File.pathSeparator,
        System.getProperty("surefire.test.class.path", ""),
        System.getProperty("java.class.path"));
  }

  private static String guide() {
    String root = Objects.requireNonNull(System.getProperty("headgate.root"));
    try {
      return Files.readString(Path.of(root, "docs/guides/test-against-limits.md"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
