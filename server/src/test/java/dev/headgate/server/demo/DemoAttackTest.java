package dev.headgate.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.server.Running;
import dev.headgate.server.Sources;
import dev.headgate.server.Wiring;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What {@code headgate run --attack} shows, through the real gateway. */
class DemoAttackTest {
  private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(120);

  @Test
  void withThePlainQuotaAllAreOutAndWithThePoolNobodyNotices() {
    Vertx vertx = Vertx.vertx();
    List<String> lines = new CopyOnWriteArrayList<>();
    try (DemoUpstream upstream = DemoUpstream.start(vertx, 0);
        Running running =
            Wiring.start(
                DemoSettings.demo(
                    Path.of("demo/policy.yaml"), new DemoSettings.Ports(0, 0, upstream.port())),
                Sources.fixed(DemoDocuments.policy(), DemoDocuments.registry()));
        DemoAttack attack = DemoAttack.start(running.gatewayPort(), lines::add)) {
      await(() -> refused(attack.ordinaryOfPlain()) >= 10 && lines.size() > 2);

      assertThat(refused(attack.ordinaryOfShared())).isZero();
      assertThat(attack.ordinaryOfShared().served()).isGreaterThan(10);
      assertThat(refused(attack.attackerOfPlain())).isPositive();
    } finally {
      vertx.close().await();
    }
  }

  private static long refused(DemoAttack.Served served) {
    return served.calls() - served.served();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }
}
