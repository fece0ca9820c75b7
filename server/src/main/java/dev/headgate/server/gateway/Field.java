package dev.headgate.server.gateway;

import java.util.Objects;

/**
 * One header field. The codec checks the characters of both parts when it is added to a message; a
 * line break in a value is refused there and the caller gets a 500 problem.
 */
public record Field(String name, String value) {
  public Field {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }
}
