package dev.headgate.policy.yaml;

import java.nio.charset.StandardCharsets;

/**
 * The text of a document without comments, spaces and style, includes joined: what two documents
 * that say the same have in common. Its digest is the version of a policy.
 */
public final class Canonical {
  private final StringBuilder text = new StringBuilder();

  private Canonical() {}

  /** SHA-256 of the canonical text in hexadecimal. */
  public static String version(Value value) {
    return SourceFile.digest(text(value).getBytes(StandardCharsets.UTF_8));
  }

  /** The canonical text. */
  public static String text(Value value) {
    Canonical canonical = new Canonical();
    canonical.write(value);
    return canonical.text.toString();
  }

  private void write(Value value) {
    switch (value) {
      case Value.Scalar scalar -> quoted(scalar.text());
      case Value.Items items -> {
        text.append('[');
        for (Value item : items.items()) {
          write(item);
          text.append(',');
        }
        text.append(']');
      }
      case Value.Fields fields -> {
        text.append('{');
        fields
            .fields()
            .forEach(
                (key, field) -> {
                  quoted(key);
                  text.append(':');
                  write(field.value());
                  text.append(',');
                });
        text.append('}');
      }
    }
  }

  private void quoted(String part) {
    text.append('"').append(part.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
  }
}
