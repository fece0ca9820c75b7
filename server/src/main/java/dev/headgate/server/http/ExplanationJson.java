package dev.headgate.server.http;

import dev.headgate.core.call.Call;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.snapshot.Accuracy;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.time.Micros;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** All that is known about a decision, as JSON for programs and as text for people. */
final class ExplanationJson {
  private ExplanationJson() {}

  static void write(Decision decision, Dialect dialect, JsonOut json) {
    json.object();
    DecisionJson.begin(decision, json);
    QuoteJson.arithmetic(decision.plan().matched().quote(), json);
    json.text("at", Times.exact(decision.at()));
    json.text("dialect", dialect.name());
    call(decision.plan().call(), json);
    json.array("claims");
    for (Verdict verdict : decision.verdicts()) {
      claim(decision, verdict, json);
    }
    json.endArray();
    DecisionJson.fields(decision, dialect, json);
    json.text("policyVersion", decision.plan().snapshot().version());
    json.text("text", ExplanationText.of(decision, dialect));
    json.end();
  }

  private static void call(Call call, JsonOut json) {
    json.object("operation");
    json.text("name", call.operation().name()).text("method", call.operation().method());
    json.text("product", call.operation().product()).end();
    caller(call.caller(), json);
    json.object("attributes");
    new TreeMap<>(call.attributes()).forEach(json::textOf);
    json.end();
  }

  private static void caller(Caller caller, JsonOut json) {
    json.object("caller");
    Tenant tenant = caller.tenant();
    if (tenant != null) {
      json.object("tenant").text("id", tenant.id()).text("plan", tenant.plan());
      json.number("users", tenant.users()).text("zone", tenant.zone().getId()).end();
    }
    App app = caller.app();
    if (app != null) {
      json.object("app").text("id", app.id()).text("cluster", app.cluster());
      json.text("tier", app.tier()).end();
    }
    json.object("attributes");
    new TreeMap<>(caller.attributes()).forEach(json::textOf);
    json.end().end();
  }

  private static void claim(Decision decision, Verdict verdict, JsonOut json) {
    Claim claim = verdict.claim();
    json.object();
    json.text("rule", claim.rule().name());
    json.text("kind", claim.rule().kind().name().toLowerCase(Locale.ROOT));
    json.text("unit", claim.rule().unit());
    key(claim, json);
    json.number("cost", claim.cost());
    json.number("amount", claim.meter().amount());
    json.number("windowSeconds", Math.ceilDiv(claim.meter().windowMicros(), Micros.SECOND));
    json.text("phase", DecisionJson.word(claim.phase()));
    DecisionJson.standing(verdict, decision.at(), json);
    if (verdict.failed() && verdict.passesAt() < Micros.NEVER) {
      json.text("passesAt", Times.exact(verdict.passesAt()));
    }
    json.flag("nearLimit", verdict.nearLimit());
    consistency(claim, json);
    json.flag("binding", verdict.equals(DecisionJson.binding(decision)));
    json.end();
  }

  private static void consistency(Claim claim, JsonOut json) {
    Accuracy accuracy = claim.rule().accuracy();
    json.text("accuracy", accuracy.written());
    json.number("overMost", accuracy.overMost(claim.meter().amount()));
    json.text("consistency", claim.rule().terms().consistency().described());
  }

  private static void key(Claim claim, JsonOut json) {
    List<String> names = claim.rule().partition().attributes();
    List<String> values = claim.key().values();
    json.object("key");
    for (int i = 0; i < names.size(); i++) {
      json.textOf(names.get(i), i < values.size() ? values.get(i) : "");
    }
    json.end();
  }
}
