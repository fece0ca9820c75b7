package dev.headgate.testkit.cases;

import dev.headgate.policy.Policy;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.registry.Registry;
import dev.headgate.policy.registry.RegistryReader;
import dev.headgate.policy.yaml.Documents;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents of cases, each with the policy that it names: {@code policy}, a file beside it;
 * where it names none, {@code policy.yaml}. Nothing is thrown for a file that is missing or wrong
 * in any way. Safe for all threads.
 */
public final class CaseLoader {
  private static final String USUAL_POLICY = "policy.yaml";

  private final Shown shown;
  private final Path folder;
  private final Problems problems = new Problems();
  private final List<Problem> others = new ArrayList<>();

  private CaseLoader(@Nullable Path folder) {
    shown = new Shown(folder);
    this.folder = folder == null ? Path.of("") : folder;
  }

  /** The cases of a file, with the policy it names. */
  public static CaseLoad load(Path file) {
    return read(file, null);
  }

  /** The cases of a file, held against another policy than the one it names. */
  public static CaseLoad load(Path file, Path policy) {
    return read(file, policy);
  }

  /** The cases of a text, held against a policy. */
  public static CaseLoad loadText(String name, String text, Policy policy) {
    CaseLoader loader = new CaseLoader(null);
    Value.Fields root = new Documents(Path.of("."), loader.problems).readText(name, text);
    List<DecisionCase> cases = loader.cases(root, policy);
    return loader.load(new CaseFile(name, "", policy, cases));
  }

  private static CaseLoad read(Path file, @Nullable Path instead) {
    CaseLoader loader = new CaseLoader(file.getParent());
    Path whole = file.toAbsolutePath().normalize();
    Value.Fields root =
        new Documents(whole.resolveSibling(""), loader.problems)
            .read(String.valueOf(whole.getFileName()));
    if (root == null) {
      return new CaseLoad.Rejected(loader.all());
    }
    String named = named(root);
    Path policyFile = instead != null ? instead : loader.folder.resolve(named).normalize();
    Policy policy = loader.policy(policyFile);
    List<DecisionCase> cases = loader.cases(root, policy);
    return policy == null
        ? new CaseLoad.Rejected(loader.all())
        : loader.load(new CaseFile(file.toString(), policyFile.toString(), policy, cases));
  }

  private CaseLoad load(CaseFile file) {
    return problems.any() ? new CaseLoad.Rejected(all()) : new CaseLoad.Loaded(file);
  }

  private List<Problem> all() {
    List<Problem> all = new ArrayList<>(others);
    problems.problems().forEach(problem -> all.add(shown.of(problem)));
    return all;
  }

  /** The policy's name; what is no text is noted when the cases are read. */
  private static String named(Value.Fields root) {
    Value.Field field = root.fields().get("policy");
    return field != null && field.value() instanceof Value.Scalar name && !name.text().isEmpty()
        ? name.text()
        : USUAL_POLICY;
  }

  private @Nullable Policy policy(Path file) {
    return switch (PolicyLoader.load(file)) {
      case PolicyLoad.Loaded loaded -> loaded.policy();
      case PolicyLoad.Rejected rejected -> {
        Shown beside = new Shown(file.getParent());
        rejected.problems().forEach(problem -> others.add(beside.of(problem)));
        yield null;
      }
    };
  }

  private List<DecisionCase> cases(Value.@Nullable Fields root, @Nullable Policy policy) {
    if (root == null) {
      return List.of();
    }
    Section section = new Section(root, problems);
    Entries entries = new Entries(problems);
    String unused = entries.text(section, "policy");
    String registry = entries.text(section, "registry");
    List<DecisionCase> cases =
        new CaseReader(problems, shown)
            .read(section, policy, registry.isEmpty() ? null : registry(registry));
    section.finish();
    return cases;
  }

  private @Nullable Registry registry(String name) {
    Path file = folder.resolve(name).normalize();
    Problems found = new Problems();
    Registry registry = RegistryReader.read(file, found);
    Shown beside = new Shown(file.getParent());
    found.problems().forEach(problem -> others.add(beside.of(problem)));
    return found.any() ? null : registry;
  }
}
