package dev.headgate.server.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A gateway that admits everything, for load runs: {@code OpenGateway listenPort upstreamPort
 * eventLoops [certificates privateKey]}. Sets four response fields, as a decision would.
 */
final class OpenGateway {
  private OpenGateway() {}

  public static void main(String[] args) throws InterruptedException {
    GatewaySettingsBuilder settings =
        GatewaySettings.builder("127.0.0.1", Integer.parseInt(args[1]))
            .listenPort(Integer.parseInt(args[0]))
            .eventLoops(Integer.parseInt(args[2]));
    if (args.length > 4) {
      settings.tls(new GatewaySettings.Tls(Path.of(args[3]), Path.of(args[4])));
    }
    Admission forward =
        new Admission.Forward(
            List.of(
                new Field("RateLimit-Policy", "\"burst\";q=100;w=1"),
                new Field("RateLimit", "\"burst\";r=99;t=1")),
            List.of(),
            List.of(),
            Passage.UNWATCHED);
    Gateway gateway =
        Gateway.start(
            () -> TimeUnit.NANOSECONDS.toMicros(System.nanoTime()),
            settings.build(),
            (request, answer) -> answer.accept(forward));
    Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
    Thread.currentThread().join();
  }
}
