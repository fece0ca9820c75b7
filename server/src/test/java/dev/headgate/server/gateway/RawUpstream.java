package dev.headgate.server.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream on a loopback socket that does with each connection what its script says. */
final class RawUpstream implements AutoCloseable {

  /** What is done with one connection; it is closed at the end. */
  @FunctionalInterface
  interface Script {
    void serve(Wire wire, RawUpstream upstream) throws Exception;
  }

  private final ServerSocket server;
  private final Script script;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Wire> open = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Wire.Message> received = new LinkedBlockingQueue<>();

  RawUpstream(Script script) {
    this.script = script;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers each request of each connection with {@code answer}. */
  static RawUpstream answering(String answer) {
    return new RawUpstream(
        (wire, upstream) -> {
          while (true) {
            upstream.receive(wire);
            wire.write(answer);
          }
        });
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // the server socket was closed: the test is over
    }
  }

  private void serve(Socket socket) {
    try (Wire wire = new Wire(socket)) {
      open.add(wire);
      script.serve(wire, this);
    } catch (Exception e) {
      // the gateway closed the connection: the test asserts on what it received
    }
  }

  /** Reads one request and remembers it for {@link #next}. */
  Wire.Message receive(Wire wire) throws IOException {
    Wire.Message message = wire.read();
    received.add(message);
    return message;
  }

  /** The next request that arrived. */
  Wire.Message next() throws InterruptedException {
    Wire.Message message = received.poll(20, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no request reached the upstream");
    }
    return message;
  }

  int requests() {
    return received.size();
  }

  int connections() {
    return connections.get();
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Wire wire : open) {
      wire.close();
    }
  }
}
