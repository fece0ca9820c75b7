package dev.headgate.server.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Verdict;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.memory.MemoryStore;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.ManualTime;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.registry.Identification;
import dev.headgate.policy.registry.Identification.Identified;
import dev.headgate.policy.registry.RegisteredUser;
import dev.headgate.policy.registry.Registry;
import dev.headgate.policy.registry.RegistryFile;
import dev.headgate.policy.registry.RegistryReader;
import dev.headgate.policy.registry.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRegistryTest {
  @TempDir Path folder;

  @BeforeEach
  void aSmallRegistry() throws IOException {
    write(
        "tenants.csv",
        """
        # customers
        id,plan,users,zone,billingDay
        tenant-a,standard,"2,000",Europe/Berlin,15
        tenant-b,free,,,
        """);
    write("apps.csv", "id,tier,cluster\napp-1,2,\napp-1-copy,2,app-1\n");
    write(
        "users.csv",
        """
        id,tenant,licence,group
        user-17@tenant-a.test,tenant-a,creator,staff
        user-18,,float,
        """);
  }

  @Test
  void everyColumnArrives() {
    Registry registry = good();

    assertThat(registry.tenants())
        .containsEntry(
            "tenant-a", new Tenant("tenant-a", "standard", 2_000, ZoneId.of("Europe/Berlin"), 15))
        .containsEntry("tenant-b", Tenant.of("tenant-b", "free", 0));
    assertThat(registry.apps())
        .containsEntry("app-1", new App("app-1", "app-1", "2"))
        .containsEntry("app-1-copy", new App("app-1-copy", "app-1", "2"));
    assertThat(registry.users())
        .containsEntry(
            "user-17@tenant-a.test",
            new RegisteredUser("tenant-a", Map.of("licence", "creator", "group", "staff")));
  }

  @Test
  void theSameRegistryInYamlIsTheSameRegistry() {
    Problems problems = new Problems();

    Registry yaml =
        RegistryReader.readText(
            "registry.yaml",
            """
            tenants:
              tenant-a: { plan: standard, users: "2,000", zone: Europe/Berlin, billingDay: 15 }
              tenant-b: { plan: free }
            apps:
              app-1: { tier: 2 }
              app-1-copy: { tier: 2, cluster: app-1 }
            users:
              user-17@tenant-a.test:
                { tenant: tenant-a, licence: creator, attributes: { group: staff } }
              user-18: { licence: float }
            """,
            problems);

    assertThat(problems.problems()).isEmpty();
    assertThat(yaml).isEqualTo(good());
  }

  @Test
  void aUserBringsLicenceAndAttributesInTheirTenantOnly() {
    Registry registry = good();

    assertThat(licence(registry, "user-17@tenant-a.test", "tenant-a")).isEqualTo("creator");
    assertThat(licence(registry, "user-17@tenant-a.test", "tenant-b")).isEmpty();
    assertThat(licence(registry, "user-18", "tenant-b")).isEqualTo("float");
    assertThat(licence(registry, "user-19", "tenant-a")).isEmpty();
  }

  @Test
  void aCredentialOfARegisteredUserBringsTheirLicence() throws IOException {
    write(
        "credentials.csv",
        "id,sha256,tenant,user\nkey-1," + Secrets.hash("secret-1") + ",tenant-a,user-18\n");

    Caller caller = Objects.requireNonNull(good().bySecret("secret-1"));

    assertThat(caller.attribute("tenant")).isEqualTo("tenant-a");
    assertThat(caller.attribute("licence")).isEqualTo("float");
  }

  @Test
  void allProblemsOfAllFilesAreToldAtOnceWithTheirPlaces() throws IOException {
    write("tenants.csv", "id,plan,users\ntenant-a,standard,-1\ntenant-b,free\ntenant-a,x,1\n");
    write("apps.csv", "id,teir\napp-1,2\n");
    write("users.csv", "id,tenant,tenant.id\nuser-17,tenant-z,1\n");

    assertThat(problems())
        .containsExactly(
            "tenants.csv:2:19: tenants.tenant-a.users: -1 (expected: 0 to 1000000000)",
            "tenants.csv:3:1: tenants: 2 cells (expected: 3, as in the header)",
            "tenants.csv:4:1: tenants: \"tenant-a\" twice (expected: once)",
            "apps.csv:1:4: apps: unknown column \"teir\" (expected: id, cluster, tier)",
            "users.csv:2:9: users.user-17.tenant: \"tenant-z\""
                + " (expected: one of the tenants of this registry)",
            "users.csv:2:18: users.user-17.tenant.id: \"tenant.id\" (expected: letters, digits,"
                + " '_')");
  }

  @Test
  void whatIsNoTableIsTold() throws IOException {
    write("tenants.csv", "");
    write("apps.csv", "tier,cluster\n2,app-1\n");
    Files.write(folder.resolve("users.csv"), new byte[] {'i', 'd', '\n', (byte) 0xFF});
    write("credentials.csv", "id,sha256\nkey-1,\"abc\n");

    assertThat(problems())
        .containsExactly(
            "tenants.csv: empty (expected: a header row: id, plan, users, zone, billingDay)",
            "apps.csv:1:1: apps: no column \"id\" (expected: id, cluster, tier)",
            "users.csv: not UTF-8 (expected: UTF-8)",
            "credentials.csv:3:1: credentials: Missing closing quote for value (expected: CSV,"
                + " RFC 4180)");
    Files.delete(folder.resolve("tenants.csv"));
    assertThat(problems().getFirst()).startsWith("tenants.csv: no such file");
  }

  @Test
  void aSpreadsheetsFileIsRead() throws IOException {
    write("apps.csv", "\uFEFFid,tier\r\napp-1,\"tier-2\"\r\n\r\n");

    assertThat(good().apps())
        .containsExactly(Map.entry("app-1", new App("app-1", "app-1", "tier-2")));
  }

  @Test
  void aBadFolderNeverReplacesAGoodOneAndAMendedOneDoes() throws IOException {
    RegistryFile file = new RegistryFile(folder);
    assertThat(file.poll()).isEmpty();
    Registry first = file.get();
    assertThat(file.poll()).isEmpty();

    write("apps.csv", "id,tier\napp-1,2,3\n");

    assertThat(file.poll()).hasSize(1);
    assertThat(file.get()).isSameAs(first);
    assertThat(file.poll()).as("told once").isEmpty();

    write("apps.csv", "id,tier\napp-1,1\n");

    assertThat(file.poll()).isEmpty();
    assertThat(file.get().apps()).containsEntry("app-1", new App("app-1", "app-1", "1"));
  }

  @Test
  void aReloadKeepsCountsAndActsAtTheNextCall() throws IOException {
    RegistryFile file = new RegistryFile(folder);
    file.poll();
    Identifier identifier = new Identifier(IdentitySettings.USUAL, file);
    PolicyLoad policy =
        PolicyLoader.loadText(
            "policy.yaml",
            """
            quotas:
              one: { per: app, amount: 10, every: day, when: app.tier != "2" }
              two: { per: [app, tenant], amount: 0 + 1 x users, every: day, when: app.tier == "2" }
            """);
    PolicySnapshot rules = ((PolicyLoad.Loaded) policy).policy().snapshot();
    Decider decider =
        new Decider(new ManualTime(0), () -> rules, new MemoryStore(), () -> "reservation");

    assertThat(left(decider, identifier)).isEqualTo("two 1999");
    write("apps.csv", "id,tier\napp-1,1\n");
    file.poll();
    assertThat(left(decider, identifier)).isEqualTo("one 9");
    write("apps.csv", "id,tier\napp-1,2\n");
    write("tenants.csv", "id,plan,users\ntenant-a,standard,3000\n");
    file.poll();
    assertThat(left(decider, identifier)).isEqualTo("two 2998");
  }

  private static String left(Decider decider, Identifier identifier) {
    Identification found = identifier.named(Map.of("app", "app-1", "tenant", "tenant-a"));
    Call call = Call.of(Operation.of("read", "GET"), ((Identified) found).caller());
    Verdict verdict = decider.decideNow(call).verdicts().iterator().next();
    return verdict.claim().rule().name() + " " + verdict.remaining();
  }

  private Registry good() {
    Problems problems = new Problems();
    Registry registry = RegistryReader.read(folder, problems);
    assertThat(problems.problems()).isEmpty();
    return registry;
  }

  /** The first line of each: the rest is a hint. */
  private List<String> problems() {
    Problems problems = new Problems();
    RegistryReader.read(folder, problems);
    return problems.problems().stream()
        .map(Problem::toString)
        .map(text -> text.lines().findFirst().orElseThrow())
        .toList();
  }

  private static String licence(Registry registry, String user, String tenant) {
    Identifier identifier = new Identifier(IdentitySettings.USUAL, () -> registry);
    Identification found = identifier.named(Map.of("user", user, "tenant", tenant));
    String licence = ((Identified) found).caller().attribute("licence");
    return licence == null ? "" : licence;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }
}
