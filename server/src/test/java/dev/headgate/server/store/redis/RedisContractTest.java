package dev.headgate.server.store.redis;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine on a real server beside a slow and obvious one, operation by operation. */
@Tag("seeded")
class RedisContractTest {
  private static final int SCRIPTS = 40;

  @Test
  void aServerAnswersAsTheSlowOneDoes() {
    try (RedisServer server = RedisServer.start();
        Link link = Connecting.to(server.uri())) {
      Contract.holds(link, SCRIPTS);
    }
  }
}
