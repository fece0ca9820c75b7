package dev.headgate.server.soak;

import dev.headgate.server.gateway.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** An upstream on a loopback socket that treats each request as its path says. */
final class FaultyUpstream implements AutoCloseable {
  private static final int BACKLOG = 200;
  private static final long TRICKLE_NANOS = 2_000_000;

  private final ServerSocket server;
  private final Set<String> answered = ConcurrentHashMap.newKeySet();

  FaultyUpstream() throws IOException {
    server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** The ids of the calls whose answers were written whole; forgets them. */
  Set<String> takeAnswered() {
    Set<String> taken = Set.copyOf(answered);
    answered.removeAll(taken);
    return taken;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // the socket was closed: the soak is over
    }
  }

  private void serve(Socket socket) {
    try (Wire wire = new Wire(socket)) {
      boolean goesOn = true;
      while (goesOn && wire.hasMore()) {
        String[] path = wire.read().start().split(" ")[1].split("/");
        goesOn = answer(wire, Fault.valueOf(path[1]), path[2]);
      }
    } catch (IOException ended) {
      // the gateway ended the connection: the caller's end is what is judged
    }
  }

  /** Treats one request; false where the connection ends with it. */
  private boolean answer(Wire wire, Fault fault, String id) throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + id.length() + "\r\n\r\n";
    switch (fault) {
      case NONE -> wire.write(head + id);
      case TRICKLE -> trickle(wire.write(head), id);
      case HANG -> wire.isClosedByPeer();
      case RESET -> wire.reset();
      case CUT -> wire.write(head + id.charAt(0));
      case STALL -> wire.write(head + id.charAt(0)).isClosedByPeer();
    }
    boolean whole = fault.isWhole();
    if (whole) {
      answered.add(id);
    }
    return whole;
  }

  private static void trickle(Wire wire, String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      wire.write(text.substring(i, i + 1));
      LockSupport.parkNanos(TRICKLE_NANOS);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
