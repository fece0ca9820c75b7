package dev.headgate.simulator.traffic;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Turns what somebody typed into files: names, globs, and {@code -} for the standard input. */
public final class InputFiles {
  /** The most files of one run; all are open at once, with a quarter of a megabyte each. */
  public static final int FILES_MAX = 1_000;

  /** Stands for the standard input. */
  public static final String STDIN = "-";

  private static final String WILDCARDS = "*?[{";

  private InputFiles() {}

  /**
   * The files, each once; those of one glob by name.
   *
   * @param standard what stands for the standard input
   * @throws NoSuchFileException where a name or a glob finds nothing
   * @throws IllegalArgumentException where there are too many, or {@code -} stands beside others
   */
  public static List<InputFile> of(List<String> typed, InputStream standard) throws IOException {
    if (typed.equals(List.of(STDIN))) {
      return List.of(InputFile.stream("stdin", standard));
    }
    if (typed.contains(STDIN)) {
      throw new IllegalArgumentException("- beside files (expected: - alone, or files)");
    }
    Set<Path> paths = new LinkedHashSet<>();
    for (String one : typed) {
      paths.addAll(found(one));
    }
    if (paths.isEmpty() || paths.size() > FILES_MAX) {
      throw new IllegalArgumentException(
          "files: " + paths.size() + " (expected: 1 to " + FILES_MAX + ")");
    }
    List<InputFile> files = new ArrayList<>();
    for (Path path : paths) {
      files.add(InputFile.of(path));
    }
    return List.copyOf(files);
  }

  private static List<Path> found(String typed) throws IOException {
    Path plain = Path.of(typed);
    if (Files.isDirectory(plain)) {
      throw new NoSuchFileException(
          typed, null, "a folder (expected: files, for example in a glob)");
    }
    if (Files.exists(plain)) {
      return List.of(plain);
    }
    if (!wild(typed)) {
      throw new NoSuchFileException(typed, null, "no such file");
    }
    List<Path> matching = matching(typed);
    if (matching.isEmpty()) {
      throw new NoSuchFileException(typed, null, "no file is called like that");
    }
    return matching;
  }

  private static List<Path> matching(String glob) throws IOException {
    Path base = base(glob);
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    if (!Files.isDirectory(base)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(base)) {
      return all.filter(Files::isRegularFile)
          .filter(matcher::matches)
          .sorted()
          .limit(FILES_MAX + 1L)
          .toList();
    }
  }

  private static boolean wild(String typed) {
    return typed.chars().anyMatch(c -> WILDCARDS.indexOf(c) >= 0);
  }

  /** The folder before the first part with a wildcard. */
  private static Path base(String glob) {
    int wild = 0;
    while (wild < glob.length() && WILDCARDS.indexOf(glob.charAt(wild)) < 0) {
      wild++;
    }
    int slash = glob.lastIndexOf('/', wild);
    if (slash < 0) {
      return Path.of("");
    }
    return slash == 0 ? Path.of("/") : Path.of(glob.substring(0, slash));
  }
}
