package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.text.Scalars;
import dev.headgate.policy.yaml.Documents;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads decision cases as {@code examples/providers/README.md} describes them. */
final class CaseReader {
  private static final int TIMES_MAX = 100_000;
  private static final List<String> ANSWERS =
      List.of("allowed", "throttled", "exhausted", "refused");

  private final Problems problems = new Problems();
  private final Scalars scalars = new Scalars(problems);
  private final Map<String, Caller> callers = new LinkedHashMap<>();
  private final List<DecisionCase> cases = new ArrayList<>();

  private CaseReader() {}

  /** The cases of a file; an assertion fails where it has problems. */
  static List<DecisionCase> read(Path file) {
    CaseReader reader = new CaseReader();
    Path folder = file.toAbsolutePath().resolveSibling("");
    return reader.cases(
        new Documents(folder, reader.problems).read(String.valueOf(file.getFileName())));
  }

  /** The cases of a text; an assertion fails where it has problems. */
  static List<DecisionCase> readText(String name, String text) {
    CaseReader reader = new CaseReader();
    return reader.cases(new Documents(Path.of("."), reader.problems).readText(name, text));
  }

  private List<DecisionCase> cases(Value.@Nullable Fields root) {
    if (root != null) {
      Section section = new Section(root, problems);
      each(section.take("callers"), this::caller);
      each(section.need("cases"), this::story);
      section.finish();
    }
    assertThat(problems.problems()).isEmpty();
    return cases;
  }

  private interface Entry {
    void read(String name, Value value);
  }

  private void each(@Nullable Value value, Entry entry) {
    Section section = value == null ? null : Section.of(value, problems);
    if (section != null) {
      section.fields().fields().forEach((name, field) -> entry.read(name, field.value()));
    }
  }

  private void caller(String name, Value value) {
    Section section = Section.of(value, problems);
    if (section == null) {
      return;
    }
    Caller.Builder caller = Caller.builder();
    String tenant = text(section, "tenant");
    String plan = text(section, "plan");
    long users = whole(section, "users", 0);
    String zone = text(section, "zone");
    if (!tenant.isEmpty()) {
      ZoneId where = ZoneId.of(zone.isEmpty() ? "UTC" : zone);
      caller.tenant(new Tenant(tenant, plan, users, where, 1));
    }
    String app = text(section, "app");
    String tier = text(section, "tier");
    if (!app.isEmpty()) {
      caller.app(new App(app, app, tier));
    }
    texts(section.take("attributes")).forEach(caller::attribute);
    String user = text(section, "user");
    if (!user.isEmpty()) {
      caller.user(user);
    }
    callers.put(name, caller.build());
    section.finish();
  }

  private void story(String name, Value value) {
    List<DecisionCase.Step> steps = new ArrayList<>();
    if (value instanceof Value.Items list) {
      for (Value item : list.items()) {
        Section section = Section.of(item, problems);
        if (section != null) {
          steps.add(step(section));
          section.finish();
        }
      }
    } else {
      problems.add(value.place(), value.kind() + " (expected: a list of steps)");
    }
    cases.add(new DecisionCase(name, steps));
  }

  private DecisionCase.Step step(Section section) {
    Value at = section.take("at");
    Value after = section.take("after");
    Long length = after == null ? null : scalars.length(after, 0);
    DecisionCase.When when =
        new DecisionCase.When(at == null ? null : scalars.instant(at), length == null ? 0 : length);
    String ended = text(section, "ended");
    DecisionCase.Asked asked = ended.isEmpty() ? asked(section) : null;
    return new DecisionCase.Step(
        section.place(),
        when,
        asked,
        ended,
        asked == null ? DecisionCase.Expected.ANYTHING : expected(section));
  }

  private DecisionCase.Asked asked(Section section) {
    Value by = section.take("by");
    String name = by == null ? null : scalars.text(by, Scalars.NAME_MAX);
    Caller caller = name == null ? Caller.ANONYMOUS : callers.get(name);
    if (by != null && caller == null) {
      problems.expected(by.place(), String.valueOf(name), "one of " + callers.keySet());
    }
    Value call = section.need("call");
    String request = call == null ? null : scalars.text(call, Scalars.TEXT_MAX);
    return new DecisionCase.Asked(
        caller == null ? Caller.ANONYMOUS : caller,
        request == null ? "GET /" : request,
        texts(section.take("attributes")),
        numbers(section.take("costs")),
        (int) whole(section, "times", 1),
        text(section, "runs"));
  }

  private DecisionCase.Expected expected(Section section) {
    Value answer = section.need("expect");
    String word = answer == null ? null : scalars.text(answer, Scalars.NAME_MAX);
    if (answer != null && word != null && !ANSWERS.contains(word)) {
      problems.expected(answer.place(), word, "one of " + ANSWERS);
    }
    Value retry = section.take("retry");
    Value actual = section.take("actual");
    return new DecisionCase.Expected(
        word == null ? "" : word,
        text(section, "binding"),
        text(section, "reason"),
        retry == null ? null : scalars.length(retry, 0),
        numbers(section.take("quoted")),
        actual == null ? null : numbers(actual),
        numbers(section.take("remaining")),
        numbers(section.take("amount")),
        texts(section.take("fields")),
        new DecisionCase.Refused((int) whole(section, "status", 0), text(section, "body")));
  }

  private String text(Section section, String key) {
    Value value = section.take(key);
    String text = value == null ? null : scalars.text(value, Scalars.TEXT_MAX);
    return text == null ? "" : text;
  }

  private long whole(Section section, String key, long usual) {
    Value value = section.take(key);
    Long number = value == null ? null : scalars.whole(value, 0, TIMES_MAX);
    return number == null ? usual : number;
  }

  private Map<String, String> texts(@Nullable Value value) {
    return entries(value, written -> scalars.text(written, Scalars.TEXT_MAX));
  }

  private Map<String, Long> numbers(@Nullable Value value) {
    return entries(value, written -> scalars.whole(written, 0, Long.MAX_VALUE));
  }

  private <T> Map<String, T> entries(@Nullable Value value, Function<Value, @Nullable T> read) {
    Map<String, T> entries = new LinkedHashMap<>();
    each(
        value,
        (name, written) -> {
          T entry = read.apply(written);
          if (entry != null) {
            entries.put(name, entry);
          }
        });
    return entries;
  }
}
