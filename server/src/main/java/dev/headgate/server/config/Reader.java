package dev.headgate.server.config;

import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the values of a configuration: each either given on or noted as a problem. */
final class Reader {
  private static final int PORT_MAX = 65_535;

  private final Path folder;
  private final Problems problems;
  private final Scalars scalars;

  Reader(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
    scalars = new Scalars(problems);
  }

  /** A host and a port. */
  record Address(String host, int port) {}

  Problems problems() {
    return problems;
  }

  /** The section of a key, or null where it is not there or no map. */
  @Nullable Section section(Section in, String key) {
    Value value = in.take(key);
    return value == null ? null : Section.of(value, problems);
  }

  @Nullable Section section(Value.Field field) {
    return Section.of(field.value(), problems);
  }

  void whole(Section in, String key, long from, long to, Consumer<Long> use) {
    Value value = in.take(key);
    Long read = value == null ? null : scalars.whole(value, from, to);
    if (read != null) {
      use.accept(read);
    }
  }

  void count(Section in, String key, int from, int to, Consumer<Integer> use) {
    whole(in, key, from, to, read -> use.accept(Math.toIntExact(read)));
  }

  void length(Section in, String key, Consumer<Duration> use) {
    Value value = in.take(key);
    Long micros = value == null ? null : scalars.length(value, 1);
    if (micros != null) {
      use.accept(Duration.of(micros, ChronoUnit.MICROS));
    }
  }

  void flag(Section in, String key, Consumer<Boolean> use) {
    Value value = in.take(key);
    Boolean read = value == null ? null : scalars.flag(value);
    if (read != null) {
      use.accept(read);
    }
  }

  void text(Section in, String key, Consumer<String> use) {
    String read = text(in.take(key));
    if (read != null) {
      use.accept(read);
    }
  }

  @Nullable String text(@Nullable Value value) {
    return value == null ? null : scalars.text(value, Scalars.TEXT_MAX);
  }

  /** A text that has to be there. */
  String needed(Section in, String key) {
    String read = text(in.need(key));
    return read == null ? "" : read;
  }

  /** A text that a function understands; what it throws becomes a problem. */
  <T> @Nullable T parsed(@Nullable Value value, Function<String, T> parse) {
    String read = text(value);
    if (value == null || read == null) {
      return null;
    }
    try {
      return parse.apply(read);
    } catch (IllegalArgumentException wrong) {
      problems.add(value.place(), String.valueOf(wrong.getMessage()));
      return null;
    }
  }

  <T> List<T> list(Section in, String key, Function<String, T> parse) {
    Value value = in.take(key);
    List<Value> items =
        value instanceof Value.Items several
            ? several.items()
            : value == null ? List.of() : List.of(value);
    List<T> read = new java.util.ArrayList<>();
    for (Value item : items) {
      T one = parsed(item, parse);
      if (one != null) {
        read.add(one);
      }
    }
    return read;
  }

  /** A map of names to texts. */
  Map<String, String> texts(Section in, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    Section section = section(in, key);
    if (section != null) {
      section
          .fields()
          .fields()
          .forEach(
              (name, field) -> {
                String text = text(field.value());
                if (text != null) {
                  texts.put(name, text);
                }
              });
    }
    return texts;
  }

  /** The folder of the configuration. */
  Path folder() {
    return folder;
  }

  /** A file below the folder of the configuration, or anywhere where it is absolute. */
  @Nullable Path file(@Nullable Value value, boolean mustExist) {
    String read = text(value);
    if (value == null || read == null) {
      return null;
    }
    Path path = folder.resolve(read).normalize();
    if (mustExist && !Files.isReadable(path)) {
      problems.add(value.place(), "no such file: " + read + " (expected: a file that can be read)");
      return null;
    }
    return path;
  }

  /** A host and a port, as in {@code 127.0.0.1:8080} or {@code [::1]:8080}. */
  @Nullable Address address(@Nullable Value value) {
    return parsed(value, Reader::address);
  }

  private static Address address(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String port = text.substring(colon + 1);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (bracketed) {
      host = host.substring(1, host.length() - 1);
    }
    boolean ambiguous = host.indexOf(':') >= 0 && !bracketed;
    if (host.isEmpty()
        || ambiguous
        || !port.matches("[0-9]{1,5}")
        || Integer.parseInt(port) > PORT_MAX) {
      throw new IllegalArgumentException(
          Problems.quote(text) + " (expected: host:port, for example 127.0.0.1:8080)");
    }
    return new Address(host, Integer.parseInt(port));
  }
}
