package dev.headgate.server.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The files of the project as somebody who clones it sees them, without what is built. */
public final class Checkout {
  private static final Set<String> LEFT_OUT =
      Set.of("target", ".git", ".idea", ".vscode", ".run", "node_modules");

  private Checkout() {}

  public static Path root() {
    return Path.of(
            Objects.requireNonNull(
                System.getProperty("headgate.root"), "headgate.root (expected: set by the build)"))
        .toAbsolutePath()
        .normalize();
  }

  /** All files whose name ends so, relative to the root, in a stable order. */
  static List<Path> files(String... endings) {
    List<Path> found = new ArrayList<>();
    Path root = root();
    try {
      Files.walkFileTree(root, new Collecting(root, List.of(endings), found));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort(null);
    return found;
  }

  static List<Path> javaSources() {
    return files(".java");
  }

  static boolean isTest(Path source) {
    return source.toString().contains("src/test/");
  }

  static String text(Path file) {
    try {
      // What is no UTF-8, as some bad input of the tests, is looked at all the same.
      return new String(Files.readAllBytes(root().resolve(file)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  public static List<String> lines(Path file) {
    return text(file).lines().toList();
  }

  private static final class Collecting extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<String> endings;
    private final List<Path> found;

    Collecting(Path root, List<String> endings, List<Path> found) {
      this.root = root;
      this.endings = endings;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return LEFT_OUT.contains(String.valueOf(directory.getFileName()))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = file.toString();
      if (endings.isEmpty() || endings.stream().anyMatch(name::endsWith)) {
        found.add(root.relativize(file));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
