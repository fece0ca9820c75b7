package dev.headgate.server.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import dev.headgate.core.decision.CounterStore;
import dev.headgate.core.settlement.ReservationStore;
import dev.headgate.core.time.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which way the rooms of stores and records may look. */
class StoreRoomsTest {
  private static final JavaClasses CLASSES = Compiled.CLASSES;
  private static final String STORE = "dev.headgate.server.store.";

  /** Each room of the stores with the others that it may know; their root is known to all. */
  private static final Map<String, List<String>> ROOMS =
      Map.of(
          "codec", List.of(),
          "lease", List.of(),
          "cluster", List.of(),
          "outage", List.of("lease"),
          "sqlite", List.of("codec", "outage"),
          "redis", List.of("codec", "cluster"));

  @Test
  void everyRoomOfTheStoresHasItsPlace() {
    assertThat(ROOMS.keySet())
        .containsExactlyInAnyOrderElementsOf(
            CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(STORE))
                .map(name -> name.substring(STORE.length()))
                .collect(Collectors.toSet()));
  }

  @Test
  void aRoomOfTheStoresKnowsWhatLiesBeneathItOnly() {
    ROOMS.forEach(
        (room, known) -> {
          for (String other : ROOMS.keySet()) {
            if (!other.equals(room) && !known.contains(other)) {
              noClasses()
                  .that()
                  .resideInAPackage(STORE + room + "..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAPackage(STORE + other + "..")
                  .check(CLASSES);
            }
          }
        });
  }

  @Test
  void onlyItsRoomKnowsTheClientOfADatabase() {
    onlyWithin(List.of(STORE + "redis..", "dev.headgate.server.share.."), "io.lettuce..");
    onlyWithin(List.of(STORE + "sqlite..", "dev.headgate.server.records.sqlite.."), "org.sqlite..");
  }

  private static void onlyWithin(List<String> rooms, String library) {
    noClasses()
        .that()
        .resideInAPackage("dev.headgate..")
        .and()
        .resideOutsideOfPackages(rooms.toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }

  @Test
  void onlyTheRootAndTheStoresBuildStoresAndClocks() {
    noClasses()
        .that()
        .resideInAPackage("dev.headgate.server..")
        .and()
        .resideOutsideOfPackages("dev.headgate.server", "dev.headgate.server.store..")
        .should()
        .callConstructorWhere(
            com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                    assignableTo(CounterStore.class)
                        .or(assignableTo(ReservationStore.class))
                        .or(assignableTo(TimeSource.class)))))
        .check(CLASSES);
  }

  /** Records are ports; how a database keeps them is known below them and to the root alone. */
  @Test
  void recordsDoNotKnowTheirDatabases() {
    String records = "dev.headgate.server.records";
    noClasses()
        .that()
        .resideInAnyPackage("dev.headgate.server..")
        .and()
        .resideOutsideOfPackages(
            "dev.headgate.server", "dev.headgate.server.store..", records + ".*..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(records + ".*..", "java.sql..", "com.zaxxer..", "org.flywaydb..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(records + ".sql..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            records + ".sqlite..", records + ".postgres..", "org.sqlite..", "org.postgresql..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(records + ".sqlite..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(records + ".postgres..", "org.postgresql..")
        .check(CLASSES);
  }
}
