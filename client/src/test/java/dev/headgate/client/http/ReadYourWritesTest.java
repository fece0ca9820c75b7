package dev.headgate.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.call.Attribute;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.profile.Rate;
import dev.headgate.client.profile.SlotRule;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who reads after writing never gets what was there before. */
@Timeout(300)
class ReadYourWritesTest {
  private static final int CALLERS = 20;
  private static final int ROUNDS = 500;

  /** Few calls under way, so that many reads wait and are joined. */
  private static final Profile NARROW =
      Profiles.ofRate(new Rate(6, 1_000, SlotRule.AFTER_RESPONSE), Attribute.ORIGIN);

  @Test
  void tenThousandTimesReadWriteReadNeverReturnsTheOldValue() throws Exception {
    AtomicLong version = new AtomicLong();
    FakeApi.Handler register =
        e -> {
          boolean write = e.getRequestMethod().equals("PUT");
          long value = write ? version.incrementAndGet() : version.get();
          String tag = "\"" + value + "\"";
          boolean same = tag.equals(e.getRequestHeaders().getFirst("If-None-Match"));
          FakeApi.reply(e, same && !write ? 304 : 200, "ETag", tag, same ? "" : "" + value);
        };
    try (FakeApi api = new FakeApi(register);
        HeadgateClient client = HeadgateClient.of(NARROW).revalidating(1 << 20).build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> callers = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        callers.add(threads.submit(() -> rounds(api, client)));
      }

      long reads = 0;
      for (Future<Long> caller : callers) {
        reads += caller.get();
      }

      long asked = api.seen().stream().filter(line -> line.startsWith("GET")).count();
      assertThat(reads).isEqualTo(2L * CALLERS * ROUNDS);
      assertThat(asked).as("reads that were sent").isLessThan(reads);
      assertThat(version).hasValue((long) CALLERS * ROUNDS);
    }
  }

  private static long rounds(FakeApi api, HeadgateClient client) throws Exception {
    long reads = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long before = value(client, api.get("/value"));
      HttpRequest put = api.request("/value").PUT(BodyPublishers.noBody()).build();
      long written = value(client, put);
      long after = value(client, api.get("/value"));

      assertThat(written).isGreaterThan(before);
      assertThat(after).isGreaterThanOrEqualTo(written);
      reads += 2;
    }
    return reads;
  }

  private static long value(HeadgateClient client, HttpRequest request) throws Exception {
    return Long.parseLong(client.send(request, BodyHandlers.ofString()).response().body());
  }
}
