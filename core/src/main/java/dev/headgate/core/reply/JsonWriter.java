package dev.headgate.core.reply;

import java.util.List;

/** Writes one JSON object (RFC 8259); the core carries no JSON library for a few small bodies. */
final class JsonWriter {
  private final StringBuilder json = new StringBuilder(256);

  JsonWriter open() {
    json.append('{');
    return this;
  }

  JsonWriter text(String name, String value) {
    name(name);
    string(value);
    return this;
  }

  JsonWriter number(String name, long value) {
    name(name);
    json.append(value);
    return this;
  }

  JsonWriter flag(String name, boolean value) {
    name(name);
    json.append(value);
    return this;
  }

  JsonWriter texts(String name, List<String> values) {
    name(name);
    json.append('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        json.append(',');
      }
      string(values.get(i));
    }
    json.append(']');
    return this;
  }

  /** A member whose value is JSON already. */
  JsonWriter raw(String name, String value) {
    name(name);
    json.append(value);
    return this;
  }

  String close() {
    return json.append('}').toString();
  }

  private void name(String name) {
    if (json.length() > 1) {
      json.append(',');
    }
    string(name);
    json.append(':');
  }

  private void string(String value) {
    json.append('"');
    for (int i = 0; i < value.length(); i++) {
      character(value.charAt(i));
    }
    json.append('"');
  }

  private void character(char c) {
    if (c == '"' || c == '\\') {
      json.append('\\').append(c);
    } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
      json.append("\\u%04x".formatted((int) c));
    } else {
      json.append(c);
    }
  }
}
