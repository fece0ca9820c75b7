package dev.headgate.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The example with Spring's RestClient is compiled as it stands, and keeps to its limit. */
@Tag("raced")
@Timeout(60)
class SpringExampleTest {
  private static final Path SCRIPT =
      Path.of(Objects.requireNonNull(System.getProperty("headgate.root")))
          .resolve("examples/spring-rest-client/SpringScript.java");

  @RegisterExtension final FakeProvider jama = FakeProvider.of("jama");

  @TempDir Path classes;

  @Test
  void springsRestClientOverTheClientIsNeverRefused() throws Exception {
    Object items = script().invoke(null, jama.uri("/"), "Bearer x", 24);

    assertThat((List<?>) items).hasSize(24).allMatch(item -> item instanceof String);
    assertThat(jama.tally().refused()).isZero();
    assertThat(jama.tally().carriedOut()).isEqualTo(24);
  }

  private Method script() throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String to = classes.toString();
    int code =
        compiler.run(
            null, null, null, "-proc:none", "-d", to, "-cp", classPath(), SCRIPT.toString());
    assertThat(code).as("exit code of javac").isZero();
    URL[] urls = {classes.toUri().toURL()};
    Class<?> type = new URLClassLoader(urls, getClass().getClassLoader()).loadClass("SpringScript");
    Method items = type.getDeclaredMethod("items", URI.class, String.class, int.class);
    items.setAccessible(true);
    return items;
  }

  /** Under Surefire the class path of the process is a jar that names the others. */
  private static String classPath() {
    return String.join(
        File.pathSeparator,
        System.getProperty("surefire.test.class.path", ""),
        System.getProperty("java.class.path"));
  }
}
