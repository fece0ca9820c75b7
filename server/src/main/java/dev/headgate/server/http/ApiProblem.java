package dev.headgate.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is wrong with a request to this API, as a problem of RFC 9457.
 *
 * @param status HTTP status
 * @param type last part of the URI of its kind
 * @param title what that kind is called
 * @param detail what was found and what is expected
 * @param extensions further members, strings or whole numbers, in the order to be written
 */
record ApiProblem(
    int status, String type, String title, String detail, Map<String, Object> extensions) {
  /** Begins the URI of every kind of problem that is our own. */
  static final String TYPES = "urn:headgate:problem:";

  ApiProblem {
    extensions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
  }

  static ApiProblem of(int status, String type, String title, String detail) {
    return new ApiProblem(status, type, title, detail, Map.of());
  }

  /** The same problem with one more member. */
  ApiProblem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(extensions);
    more.put(name, value);
    return new ApiProblem(status, type, title, detail, more);
  }

  /** The problem as something to throw while a request is read. */
  RequestException thrown() {
    return new RequestException(this);
  }

  void write(JsonOut json) {
    json.object();
    json.text("type", TYPES + type);
    json.text("title", title);
    json.number("status", status);
    json.text("detail", detail);
    extensions.forEach(
        (name, value) -> {
          if (value instanceof Number number) {
            json.number(name, number.longValue());
          } else {
            json.text(name, value.toString());
          }
        });
    json.end();
  }
}
