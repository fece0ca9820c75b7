package dev.headgate.testkit.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds documents of cases. */
public final class CaseFiles {
  /** The most documents below one folder. */
  public static final int FILES_MAX = 10_000;

  private static final String NAME = "cases.yaml";

  private CaseFiles() {}

  /**
   * A file stands for itself, a folder for each {@code cases.yaml} and {@code *.cases.yaml} in it
   * and below, in the order of their names.
   *
   * @throws NoSuchFileException where there is no such file, or none in a folder
   */
  public static List<Path> of(List<Path> named) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path one : named) {
      if (Files.isDirectory(one)) {
        found.addAll(below(one));
      } else if (Files.exists(one)) {
        found.add(one);
      } else {
        throw new NoSuchFileException(one.toString(), null, "no such file");
      }
    }
    return List.copyOf(found);
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> found =
          all.filter(CaseFiles::isCases)
              .filter(Files::isRegularFile)
              .sorted()
              .limit(FILES_MAX + 1L)
              .toList();
      if (found.isEmpty() || found.size() > FILES_MAX) {
        throw new NoSuchFileException(
            folder.toString(),
            null,
            found.size() + " files cases.yaml or *.cases.yaml (expected: 1 to " + FILES_MAX + ")");
      }
      return found;
    }
  }

  private static boolean isCases(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.equals(NAME) || name.endsWith("." + NAME);
  }
}
