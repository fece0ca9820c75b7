package dev.headgate.client.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which way the rooms of the client may look. */
class ClientRoomsTest {
  private static final String CLIENT = "dev.headgate.client.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.headgate.client");

  /** Each room with the rooms it may know. */
  private static Map<String, List<String>> rooms() {
    Map<String, List<String>> rooms = new TreeMap<>();
    rooms.put("call", List.of());
    rooms.put("listen", List.of());
    rooms.put("retry", List.of("call"));
    rooms.put("profile", List.of("call", "retry"));
    rooms.put("reading", List.of("profile"));
    rooms.put("pacing", List.of("reading"));
    rooms.put("share", List.of("profile"));
    rooms.put(
        "governor", List.of("call", "listen", "retry", "profile", "reading", "pacing", "share"));
    rooms.put("host", List.of("call", "retry", "profile", "share"));
    rooms.put("http", plus(rooms.get("governor"), "governor"));
    return rooms;
  }

  private static List<String> plus(List<String> known, String more) {
    List<String> all = new ArrayList<>(known);
    all.add(more);
    return all;
  }

  @Test
  void everyRoomKnowsOnlyTheRoomsBelowIt() {
    rooms()
        .forEach(
            (room, known) -> {
              List<String> strange = new ArrayList<>(rooms().keySet());
              strange.removeAll(known);
              strange.remove(room);
              noClasses()
                  .that()
                  .resideInAPackage(CLIENT + room + "..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(packages(strange))
                  .check(CLASSES);
            });
  }

  @Test
  void thereIsNoOtherRoom() {
    classes().should().resideInAnyPackage(packages(List.copyOf(rooms().keySet()))).check(CLASSES);
  }

  @Test
  void theClientNeedsNothingButTheFields() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.net.ssl..",
            "dev.headgate.client..",
            "dev.headgate.headers..",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void theGovernorHasNoThreadsNoClockAndNoStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.headgate.client.http..", "dev.headgate.client.host..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent..", "java.net.http..", "java.nio.channels..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(CLASSES);
  }

  private static String[] packages(List<String> rooms) {
    return rooms.stream().map(room -> CLIENT + room + "..").toArray(String[]::new);
  }
}
