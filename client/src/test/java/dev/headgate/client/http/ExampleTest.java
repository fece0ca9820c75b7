package dev.headgate.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Code in documents and examples is compiled as it stands; the example keeps to its limit. */
@Timeout(60)
class ExampleTest {
  private static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("headgate.root")));

  private static final Path SCRIPT = ROOT.resolve("examples/jama-script/JamaScript.java");

  private static final String IMPORTS =
      """
      import dev.headgate.client.call.*;
      import dev.headgate.client.host.*;
      import dev.headgate.client.http.*;
      import dev.headgate.client.profile.*;
      import java.net.http.*;
      import java.net.http.HttpResponse.BodyHandlers;
      import java.nio.file.Path;
      """;

  @TempDir Path classes;

  @Test
  void theScriptIsNeverRefused() throws Exception {
    Deque<Long> allowed = new ArrayDeque<>();
    AtomicInteger refused = new AtomicInteger();
    FakeApi.Handler tenInAnySecond =
        e -> {
          boolean refuse;
          synchronized (allowed) {
            long now = System.nanoTime();
            while (!allowed.isEmpty() && allowed.peekFirst() <= now - 1_000_000_000L) {
              allowed.removeFirst();
            }
            refuse = allowed.size() >= 10;
            if (!refuse) {
              allowed.addLast(now);
            }
          }
          refused.addAndGet(refuse ? 1 : 0);
          FakeApi.reply(e, refuse ? 429 : 200, String.valueOf(e.getRequestURI().getQuery()));
        };
    try (FakeApi api = new FakeApi(tenInAnySecond)) {
      Object pages = script().invoke(null, api.uri("/"), "Bearer x", 24 * 20);

      assertThat(refused).hasValue(0);
      assertThat((List<?>) pages).hasSize(24);
      assertThat(String.valueOf(pages)).startsWith("[startAt=0,").endsWith("startAt=460]");
    }
  }

  @Test
  void theCodeOfTheGuideCompiles() throws Exception {
    String guide = Files.readString(ROOT.resolve("docs/guides/client.md"));
    List<String> blocks =
        Pattern.compile("(?ms)^```java\n(.*?)^```")
            .matcher(guide)
            .results()
            .map(block -> block.group(1))
            .toList();

    assertThat(blocks).hasSizeGreaterThanOrEqualTo(2);
    for (int i = 0; i < blocks.size(); i++) {
      Path source = classes.resolve("Block" + i + ".java");
      String method = "void run(HttpRequest request) throws Exception {\n" + blocks.get(i) + "}";
      Files.writeString(source, IMPORTS + "class Block" + i + " { " + method + " }");

      compile(source);
    }
  }

  private void compile(Path source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String[] arguments = {"-proc:none", "-d", classes.toString(), "-cp", path(), source.toString()};
    assertThat(compiler.run(null, null, null, arguments)).as("exit code of javac").isZero();
  }

  private Method script() throws Exception {
    compile(SCRIPT);
    URL[] urls = {classes.toUri().toURL()};
    Class<?> type = new URLClassLoader(urls, getClass().getClassLoader()).loadClass("JamaScript");
    Method pages = type.getDeclaredMethod("pages", URI.class, String.class, int.class);
    pages.setAccessible(true);
    return pages;
  }

  /** Under Surefire the class path of the process is a jar that names the others. */
  private static String path() {
    return String.join(
        File.pathSeparator,
        System.getProperty("surefire.test.class.path", ""),
        System.getProperty("java.class.path"));
  }
}
