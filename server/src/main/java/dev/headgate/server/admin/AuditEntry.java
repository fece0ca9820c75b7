package dev.headgate.server.admin;

import dev.headgate.core.time.Micros;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One thing that was done.
 *
 * @param number its place in the log, from 1
 * @param at instant in microseconds
 * @param who name of the principal that did it
 * @param action what was done, for example {@code override.add}
 * @param details owner, reason, end and target, by name
 */
public record AuditEntry(
    long number, long at, String who, String action, Map<String, String> details) {
  public AuditEntry {
    details = Map.copyOf(details);
  }

  /** The entry as one line of JSON without the line's end. */
  public String toJson() {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeNumberProperty("number", number);
      json.writeStringProperty("at", Micros.instant(at).toString());
      json.writeStringProperty("who", who);
      json.writeStringProperty("action", action);
      json.writeName("details");
      json.writeStartObject();
      new TreeMap<>(details).forEach(json::writeStringProperty);
      json.writeEndObject();
      json.writeEndObject();
    }
    return line.toString();
  }
}
