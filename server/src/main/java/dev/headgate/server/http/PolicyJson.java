package dev.headgate.server.http;

import dev.headgate.core.snapshot.Exemption;
import dev.headgate.core.snapshot.Gate;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Micros;
import dev.headgate.server.admin.ActiveOverride;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/** A policy in short, and its overrides, as JSON. */
final class PolicyJson {
  private PolicyJson() {}

  static JsonOut of(PolicySnapshot snapshot) {
    JsonOut json = new JsonOut().object().text("version", snapshot.version());
    json.array("rules");
    snapshot.rules().forEach(rule -> rule(rule, json));
    json.endArray().array("gates");
    for (Gate gate : snapshot.gates()) {
      json.object().text("name", gate.name()).text("reason", gate.reason()).end();
    }
    json.endArray().array("exemptions");
    snapshot.exemptions().forEach(one -> exemption(one, json));
    return json.endArray().number("overrides", snapshot.overrides().size()).end();
  }

  static void override(ActiveOverride override, JsonOut json) {
    json.object().text("id", override.id());
    json.text("phase", DecisionJson.word(override.phase()));
    json.array("rules");
    new TreeSet<>(override.rules()).forEach(json::text);
    json.endArray().object("caller");
    new TreeMap<>(override.caller()).forEach(json::textOf);
    json.end();
    json.text("owner", override.order().owner());
    json.text("reason", override.order().reason());
    json.text("until", Times.exact(override.order().until())).end();
  }

  private static void rule(Rule rule, JsonOut json) {
    json.object().text("name", rule.name());
    json.text("kind", rule.kind().name().toLowerCase(Locale.ROOT));
    json.text("unit", rule.unit());
    json.array("by");
    rule.partition().attributes().forEach(json::text);
    json.endArray();
    json.text("reason", rule.terms().reason().isEmpty() ? rule.name() : rule.terms().reason());
    json.array("phases");
    rule.phases()
        .steps()
        .forEach(
            step -> {
              json.object();
              if (step.from() > 0) {
                json.text("from", Times.exact(step.from()));
              }
              json.text("phase", DecisionJson.word(step.phase()));
              json.number("sharePercentHundredths", step.share()).end();
            });
    json.endArray().end();
  }

  private static void exemption(Exemption exemption, JsonOut json) {
    json.object().text("name", exemption.name()).text("owner", exemption.owner());
    json.text("reason", exemption.reason());
    if (exemption.until() < Micros.NEVER) {
      json.text("until", Times.exact(exemption.until()));
    }
    json.end();
  }
}
