package dev.headgate.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class of the guide compiles as it stands, and finds tests. */
class GuideTest {
  private static final Path ROOT = Path.of(System.getProperty("headgate.root", ".."));

  private static final String IMPORTS =
      """
      import dev.headgate.testkit.junit.*;
      import java.nio.file.Path;
      import java.util.stream.Stream;
      import org.junit.jupiter.api.*;
      """;

  @TempDir Path classes;

  @Test
  void theClassOfTheGuideMakesTests() throws Exception {
    String guide = Files.readString(ROOT.resolve("docs/guides/policy-tests.md"));
    Matcher block = Pattern.compile("(?ms)^```java\n(.*?)^```").matcher(guide);
    assertThat(block.find()).isTrue();
    String examples = ROOT.resolve("examples").toAbsolutePath().toString();
    String code = block.group(1).replace("\"policies\"", '"' + examples + '"');
    Path source = Files.writeString(classes.resolve("OurPoliciesTest.java"), IMPORTS + code);

    compile(source);

    URL[] urls = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      Class<?> type = loader.loadClass("OurPoliciesTest");
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      Method factory = type.getDeclaredMethod("ourPoliciesAnswerAsPromised");
      factory.setAccessible(true);
      Stream<?> tests = (Stream<?>) factory.invoke(constructor.newInstance());
      assertThat(tests).hasSizeGreaterThanOrEqualTo(9);
    }
  }

  private void compile(Path source) {
    String path =
        String.join(
            File.pathSeparator,
            System.getProperty("surefire.test.class.path", ""),
            System.getProperty("java.class.path"));
    String[] arguments = {"-proc:none", "-d", classes.toString(), "-cp", path, source.toString()};
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments))
        .as("exit code of javac")
        .isZero();
  }
}
