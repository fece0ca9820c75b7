package dev.headgate.server.http;

import static dev.headgate.server.http.ApiFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SettlingTogetherTest {
  private static final int CALLERS = 16;

  @Test
  void manySettlementsOfOneReservationChangeTheCountersOnce() throws Exception {
    try (ApiFixture fixture = new ApiFixture()) {
      Answer decided =
          fixture.post(
              "/v1/decide",
              "{\"operation\":\"deepSearch\","
                  + "\"caller\":{\"tenant\":\"tenant-a\",\"app\":\"app-1\"}}");
      String id = decided.text("/reservation/id");

      Set<String> answers = new HashSet<>();
      for (Answer answer : together(points -> settle(fixture, id, points))) {
        answers.add(answer.text("/adjustments/1/actual"));
      }

      assertThat(answers).hasSize(1);
      String remaining =
          fixture.post("/v1/check", call("tenant-b", "app-1")).text("/claims/1/remaining");
      assertThat(remaining)
          .isEqualTo(Long.toString(100 - Long.parseLong(answers.iterator().next())));
    }
  }

  @Test
  void manyCallersNeverTakeMoreThanTheQuota() throws Exception {
    try (ApiFixture fixture = new ApiFixture()) {
      List<Answer> answers =
          together(
              i ->
                  fixture.post(
                      "/v1/decide",
                      "["
                          + (call("tenant-" + i, "app-1") + ",").repeat(4)
                          + call("tenant-" + i, "app-1")
                          + "]"));

      long allowed =
          answers.stream()
              .flatMap(answer -> answer.json().at("/answers").valueStream())
              .filter(one -> one.at("/body/decision").asString().equals("allowed"))
              .count();
      assertThat(allowed).isEqualTo(50);
    }
  }

  private static Answer settle(ApiFixture fixture, String id, int points) {
    return fixture.post(
        "/v1/settle", "{\"reservation\":\"%s\",\"costs\":{\"points\":%d}}".formatted(id, points));
  }

  private static List<Answer> together(java.util.function.IntFunction<Answer> work)
      throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
      List<Callable<Answer>> tasks = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int number = i + 1;
        tasks.add(() -> work.apply(number));
      }
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> done : threads.invokeAll(tasks)) {
        answers.add(done.get());
      }
      return answers;
    }
  }
}
