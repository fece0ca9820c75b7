package dev.headgate.server.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which way modules, rooms and doors may look. */
class ArchitectureTest {
  private static final String CORE = "dev.headgate.core.";

  private static final List<String> DOORS = List.of("http", "gateway", "rls", "proxy");

  private static final JavaClasses CLASSES = Compiled.CLASSES;

  /** Each room of the core with the rooms it may know. */
  private static Map<String, List<String>> rooms() {
    Map<String, List<String>> rooms = new TreeMap<>();
    rooms.put("time", List.of());
    rooms.put("identity", List.of());
    rooms.put("call", List.of("identity"));
    rooms.put("pricing", List.of("call", "identity"));
    rooms.put("counting", List.of("pricing"));
    rooms.put("limit", List.of("time"));
    rooms.put("quota", List.of("time", "identity", "limit"));
    rooms.put("snapshot", List.of("time", "identity", "call", "pricing", "limit", "quota"));
    rooms.put("decision", plus(rooms.get("snapshot"), "snapshot"));
    rooms.put("settlement", plus(rooms.get("decision"), "decision"));
    rooms.put("usage", plus(rooms.get("settlement"), "settlement"));
    rooms.put("reply", plus(rooms.get("settlement"), "settlement"));
    rooms.put("memory", plus(rooms.get("settlement"), "settlement", "usage"));
    return rooms;
  }

  @Test
  void everyRoomOfTheCoreKnowsOnlyTheRoomsBelowIt() {
    rooms()
        .forEach(
            (room, known) -> {
              List<String> strange = new ArrayList<>(rooms().keySet());
              strange.removeAll(known);
              strange.remove(room);
              noClasses()
                  .that()
                  .resideInAPackage(CORE + room + "..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(packages(strange))
                  .check(CLASSES);
            });
  }

  @Test
  void theCoreHasNoRoomThatThePlanDoesNotName() {
    classes()
        .that()
        .resideInAPackage("dev.headgate.core..")
        .should()
        .resideInAnyPackage(packages(List.copyOf(rooms().keySet())))
        .check(CLASSES);
  }

  @Test
  void theCoreAndTheFieldsNeedNoThirdParty() {
    classes()
        .that()
        .resideInAnyPackage("dev.headgate.core..", "dev.headgate.headers..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "dev.headgate.core..", "dev.headgate.headers..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void modulesLookOneWay() {
    noClasses()
        .that()
        .resideInAPackage("dev.headgate.headers..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.headgate..").and(not(resideInAPackage("dev.headgate.headers.."))))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage("dev.headgate.core..", "dev.headgate.headers..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.headgate.policy..",
            "dev.headgate.client..",
            "dev.headgate.testkit..",
            "dev.headgate.simulator..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.headgate.client..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.headgate.core..", "dev.headgate.policy..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage("dev.headgate.policy..", "dev.headgate.client..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.headgate.testkit..", "dev.headgate.simulator..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.headgate.server..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.headgate.server..")
        .check(CLASSES);
  }

  /** Each room of the testkit with the rooms it may know. */
  private static Map<String, List<String>> testkitRooms() {
    Map<String, List<String>> rooms = new TreeMap<>();
    rooms.put("cases", List.of());
    rooms.put("provider", List.of());
    rooms.put("serving", List.of("provider"));
    rooms.put("virtual", List.of("provider"));
    rooms.put("junit", List.of("cases", "provider", "serving"));
    return rooms;
  }

  @Test
  void everyRoomOfTheTestkitKnowsOnlyTheRoomsBelowIt() {
    testkitRooms()
        .forEach(
            (room, known) -> {
              List<String> strange = new ArrayList<>(testkitRooms().keySet());
              strange.removeAll(known);
              strange.remove(room);
              noClasses()
                  .that()
                  .resideInAPackage("dev.headgate.testkit." + room + "..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(
                      strange.stream()
                          .map(other -> "dev.headgate.testkit." + other + "..")
                          .toArray(String[]::new))
                  .allowEmptyShould(true)
                  .check(CLASSES);
            });
  }

  /** Whoever runs cases from the command line has no JUnit. */
  @Test
  void theTestkitStandsOnCorePolicyAndClientAndOneRoomOnJUnit() {
    classes()
        .that()
        .resideInAPackage("dev.headgate.testkit..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "dev.headgate.testkit..",
            "dev.headgate.headers..",
            "dev.headgate.core..",
            "dev.headgate.policy..",
            "dev.headgate.client..",
            "org.jspecify..",
            "org.junit.jupiter.api..",
            "org.opentest4j..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.headgate.testkit.junit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.junit..", "org.opentest4j..", "dev.headgate.testkit.junit..")
        .check(CLASSES);
  }

  /** Each room of the simulator with the rooms it may know; the root joins them. */
  private static Map<String, List<String>> simulatorRooms() {
    Map<String, List<String>> rooms = new TreeMap<>();
    rooms.put("traffic", List.of());
    rooms.put("mapping", List.of("traffic"));
    rooms.put("replay", List.of("traffic", "mapping"));
    rooms.put("answer", List.of("traffic", "mapping", "replay"));
    rooms.put("comparison", List.of("traffic", "mapping", "replay", "answer"));
    rooms.put("workload", List.of("traffic", "mapping", "replay"));
    rooms.put("remedy", List.of("traffic", "mapping", "replay", "answer"));
    rooms.put("spool", List.of("traffic", "mapping", "replay"));
    rooms.put("search", plus(rooms.get("comparison"), "comparison", "spool"));
    rooms.put("report", plus(rooms.get("search"), "search", "workload", "remedy"));
    rooms.put(
        "page", List.of("traffic", "mapping", "replay", "answer", "workload", "remedy", "report"));
    return rooms;
  }

  @Test
  void everyRoomOfTheSimulatorKnowsOnlyTheRoomsBelowIt() {
    simulatorRooms()
        .forEach(
            (room, known) -> {
              List<String> strange = new ArrayList<>(simulatorRooms().keySet());
              strange.removeAll(known);
              strange.remove(room);
              noClasses()
                  .that()
                  .resideInAPackage("dev.headgate.simulator." + room + "..")
                  .should()
                  .dependOnClassesThat(
                      resideInAnyPackage(
                              strange.stream()
                                  .map(other -> "dev.headgate.simulator." + other + "..")
                                  .toArray(String[]::new))
                          .or(resideInAPackage("dev.headgate.simulator")))
                  .check(CLASSES);
            });
  }

  @Test
  void theSimulatorStandsOnCorePolicyAndTheGovernorAlone() {
    classes()
        .that()
        .resideInAPackage("dev.headgate.simulator..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.crypto..",
            "dev.headgate.simulator..",
            "dev.headgate.core..",
            "dev.headgate.policy..",
            "dev.headgate.headers..",
            "dev.headgate.client.call..",
            "dev.headgate.client.governor..",
            "dev.headgate.client.listen..",
            "dev.headgate.client.profile..",
            "dev.headgate.client.reading..",
            "org.jspecify..",
            "tools.jackson.core..",
            "io.airlift.compress..")
        .check(CLASSES);
  }

  @Test
  void doorsNeverKnowEachOther() {
    for (String door : DOORS) {
      for (String other : DOORS) {
        if (!door.equals(other)) {
          noClasses()
              .that()
              .resideInAPackage("dev.headgate.server." + door + "..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage("dev.headgate.server." + other + "..")
              .allowEmptyShould(true)
              .check(CLASSES);
        }
      }
    }
  }

  @Test
  void packagesOfTheServerHaveNoCycles() {
    slices().matching("dev.headgate.server.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theCommandLineReachesTheDoorsThroughTheWiring() {
    noClasses()
        .that()
        .resideInAPackage("dev.headgate.server.cli..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                DOORS.stream().map(d -> "dev.headgate.server." + d + "..").toArray(String[]::new)))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void timeIsReadInItsRoomOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.headgate.core.time..")
        .and()
        // The client knows no core, and keeps time in types of its own: one for a process, one
        // that all processes of a host read alike.
        .doNotHaveFullyQualifiedName("dev.headgate.client.http.ClientTime")
        .and()
        .doNotHaveFullyQualifiedName("dev.headgate.client.host.HostTime")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(CLASSES);
  }

  @Test
  void nobodySleeps() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
  }

  @Test
  void noSettingIsMutableAndShared() {
    com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage("dev.headgate..")
        .should()
        .beFinal()
        .check(CLASSES);
  }

  private static List<String> plus(List<String> known, String... more) {
    List<String> all = new ArrayList<>(known);
    all.addAll(List.of(more));
    return all;
  }

  private static String[] packages(List<String> rooms) {
    return rooms.stream().map(room -> CORE + room + "..").toArray(String[]::new);
  }
}
