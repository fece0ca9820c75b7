package dev.headgate.policy.yaml;

import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a description that a program has written, in JSON or in YAML: larger than a document of
 * people, and without includes. JSON is what begins with a brace.
 */
public final class Descriptions {
  private Descriptions() {}

  /** The document of a file, or null with problems; a file that is too large is not read. */
  public static Value.@Nullable Fields read(Path path, Problems problems) {
    String name = String.valueOf(path.getFileName());
    DocumentBounds bounds = DocumentBounds.DESCRIPTION;
    try {
      if (Files.isRegularFile(path) && Files.size(path) > bounds.bytesMax()) {
        problems.add(
            Place.file(name),
            Files.size(path) + " bytes (expected: at most " + bounds.bytesMax() + ")",
            "leave out what no price depends on: examples, descriptions, whole products");
        return null;
      }
    } catch (IOException unreadable) {
      problems.add(Place.file(name), "cannot be read: " + unreadable.getClass().getSimpleName());
      return null;
    }
    String text = SourceFile.text(path, bounds, Place.file(name), problems);
    return text == null ? null : readText(name, text, problems);
  }

  /** The document of a text. */
  public static Value.@Nullable Fields readText(String name, String text, Problems problems) {
    DocumentBounds bounds = DocumentBounds.DESCRIPTION;
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (!content.stripLeading().startsWith("{")) {
      return YamlReader.read(name, content, bounds, problems);
    }
    return JsonReader.read(name, content, bounds, problems) instanceof Value.Fields fields
        ? fields
        : null;
  }
}
