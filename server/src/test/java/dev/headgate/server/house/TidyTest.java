package dev.headgate.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The house style as far as a program can see it; every failure names file and line. */
class TidyTest {
  private static final int FILE_LINES_MAX = 400;
  private static final int METHOD_LINES_MAX = 60;
  private static final int LINE_MAX = 100;
  private static final int PARAMETERS_MAX = 5;

  private static final Pattern NAMES_REFUSED =
      Pattern.compile(".*(Manager|Helper|Util|Utils|Impl|Info|Data)");

  /** Written in two parts, so that this file does not contain what it forbids. */
  private static final Pattern LEFTOVERS = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  private static final Pattern SKIPPED_TESTS =
      Pattern.compile("@Dis" + "abled|\\bAssum" + "ptions\\b|\\bassume" + "[A-Z][A-Za-z]*\\(");

  /** A test that draws what it does, and a tag by which the soak finds what it repeats. */
  private static final Pattern DRAWS = Pattern.compile("\\bSee" + "ds\\.|\"headgate\\.se" + "ed");

  private static final Pattern TESTS = Pattern.compile("@(Parameterized)?Test\\b");

  private static final Pattern TAG = Pattern.compile("@Tag\\(\"(\\w+)\"\\)");

  private static final Pattern PRINTING = Pattern.compile("\\bSystem\\s*\\.\\s*(out|err)\\b");

  private static final Pattern SLEEPING = Pattern.compile("\\bThread\\s*\\.\\s*sleep\\b");

  private static final Pattern MACHINE =
      Pattern.compile(
          "(?<![\\w.])/(work|ro" + "ot|ho" + "me|Us" + "ers)/[\\w.-]|artif" + "actory|nex" + "us");

  private final List<Path> sources = Checkout.javaSources();

  @Test
  void filesAreShort() {
    List<String> long_ =
        sources.stream()
            .filter(file -> Checkout.lines(file).size() > FILE_LINES_MAX)
            .map(file -> file + ": " + Checkout.lines(file).size() + " lines")
            .toList();

    assertThat(long_).as("files of more than %d lines", FILE_LINES_MAX).isEmpty();
  }

  @Test
  void linesAreShort() {
    assertThat(matching(sources, TidyTest::tooLong)).as("lines over %d", LINE_MAX).isEmpty();
  }

  @Test
  void methodsAreShortAndTakeFewParameters() {
    List<String> wrong =
        Sources.read(sources).methods().stream()
            .filter(TidyTest::tooBig)
            .map(m -> m.place() + " " + m.name() + ": " + m.lines() + " lines, " + m.parameters())
            .toList();

    assertThat(wrong)
        .as("methods over %d lines or %d parameters", METHOD_LINES_MAX, PARAMETERS_MAX)
        .isEmpty();
  }

  @Test
  void namesSayWhatAThingIs() {
    List<String> wrong =
        Sources.read(sources).types().stream()
            .filter(type -> NAMES_REFUSED.matcher(type.name()).matches())
            .map(type -> type.place() + " " + type.name())
            .toList();

    assertThat(wrong).as("names that end in a word that says nothing").isEmpty();
  }

  @Test
  void nothingIsLeftForLater() {
    List<Path> texts = Checkout.files(".java", ".md", ".yaml", ".yml", ".xml", ".sh", "Makefile");

    assertThat(matching(texts, LEFTOVERS.asPredicate())).isEmpty();
  }

  @Test
  void noTestIsSkipped() {
    assertThat(matching(sources, SKIPPED_TESTS.asPredicate())).isEmpty();
  }

  @Test
  void everyTestThatDrawsIsRepeatedByTheSoak() {
    List<Path> drawing =
        sources.stream()
            .filter(Checkout::isTest)
            .filter(file -> DRAWS.matcher(Checkout.text(file)).find())
            .filter(file -> TESTS.matcher(Checkout.text(file)).find())
            .toList();

    assertThat(drawing)
        .hasSizeGreaterThan(40)
        .allSatisfy(file -> assertThat(tags(file)).as("tags of %s", file).contains("seeded"));
  }

  @Test
  void theSoakKnowsEveryTag() {
    Set<String> tags = new TreeSet<>();
    sources.stream().filter(Checkout::isTest).forEach(file -> tags.addAll(tags(file)));

    assertThat(Checkout.text(Path.of("tools/soak")))
        .contains("-Dgroups='" + String.join(" | ", tags) + "'");
  }

  @Test
  void nobodySleeps() {
    assertThat(matching(sources, SLEEPING.asPredicate())).isEmpty();
  }

  @Test
  void onlyTheCommandLinePrints() {
    List<Path> others =
        sources.stream()
            .filter(file -> !file.startsWith("server/src/main/java/dev/headgate/server/cli"))
            .filter(file -> !file.startsWith("benchmarks"))
            .toList();

    assertThat(matching(others, PRINTING.asPredicate())).isEmpty();
  }

  @Test
  void nothingPointsAtOneMachine() {
    List<Path> texts =
        Checkout.files(
            ".java", ".md", ".yaml", ".yml", ".xml", ".sh", ".json", "Makefile", "tools/jdk");

    assertThat(matching(texts, MACHINE.asPredicate())).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIs() {
    Set<Path> packages = new TreeSet<>();
    for (Path source : sources) {
      if (source.toString().contains("src/main/") && !source.endsWith("module-info.java")) {
        packages.add(source.getParent());
      }
    }

    assertThat(packages)
        .filteredOn(p -> !Files.exists(Checkout.root().resolve(p).resolve("package-info.java")))
        .as("packages without package-info.java")
        .isEmpty();
  }

  private static List<String> tags(Path file) {
    return TAG.matcher(Checkout.text(file)).results().map(found -> found.group(1)).toList();
  }

  private static boolean tooLong(String line) {
    return line.length() > LINE_MAX
        && !line.startsWith("import ")
        && !line.contains("http://")
        && !line.contains("https://");
  }

  /** Constructors of data carry their fields; there the parser's own count would mislead. */
  private static boolean tooBig(Sources.Method method) {
    return method.lines() > METHOD_LINES_MAX
        || (method.parameters() > PARAMETERS_MAX && !method.name().equals("<init>"));
  }

  private static List<String> matching(
      List<Path> files, java.util.function.Predicate<String> wrong) {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      List<String> lines = Checkout.lines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (wrong.test(lines.get(i))) {
          found.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
    }
    return found;
  }
}
