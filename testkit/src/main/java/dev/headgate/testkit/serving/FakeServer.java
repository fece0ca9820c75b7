package dev.headgate.testkit.serving;

import dev.headgate.core.time.TimeSource;
import dev.headgate.testkit.provider.Asked;
import dev.headgate.testkit.provider.Commit;
import dev.headgate.testkit.provider.FakeProfile;
import dev.headgate.testkit.provider.ProviderModel;
import dev.headgate.testkit.provider.ProviderSettings;
import dev.headgate.testkit.provider.Reply;
import dev.headgate.testkit.provider.Served;
import dev.headgate.testkit.provider.Tally;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A fake provider on one or more ports of the loopback address; each port is an origin. Delays are
 * waited for by the real clock, whatever clock the provider has.
 */
public final class FakeServer implements AutoCloseable {
  /** The most origins of one provider. */
  public static final int ORIGINS_MAX = 100;

  private static final int BACKLOG = 512;

  private static final Map<Integer, String> REASONS =
      Map.of(
          200, "OK",
          201, "Created",
          204, "No Content",
          304, "Not Modified",
          307, "Temporary Redirect",
          400, "Bad Request",
          403, "Forbidden",
          429, "Too Many Requests",
          500, "Internal Server Error",
          503, "Service Unavailable");

  private final ProviderModel model;
  private final TimeSource time;
  private final List<ServerSocket> doors;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  private FakeServer(ProviderModel model, TimeSource time, List<ServerSocket> doors) {
    this.model = model;
    this.time = time;
    this.doors = doors;
  }

  /**
   * Where a provider listens, and who watches.
   *
   * @param time its clock
   * @param port of the first origin; 0 for a free one
   * @param origins how many, 1 to {@link #ORIGINS_MAX}; those after the first have free ports
   * @param watcher hears of every call, one at a time
   */
  public record Place(TimeSource time, int port, int origins, Consumer<Served> watcher) {
    /** Checks the range. */
    public Place {
      if (origins < 1 || origins > ORIGINS_MAX) {
        throw new IllegalArgumentException(
            "origins: " + origins + " (expected: 1 to " + ORIGINS_MAX + ")");
      }
    }
  }

  /**
   * Starts a provider. Where it has several origins and its settings name no other, it redirects to
   * the second.
   *
   * @throws UncheckedIOException if it cannot listen
   */
  public static FakeServer start(FakeProfile profile, ProviderSettings settings, Place place) {
    List<ServerSocket> doors = new ArrayList<>();
    for (int i = 0; i < place.origins(); i++) {
      doors.add(listen(i == 0 ? place.port() : 0));
    }
    boolean elsewhere = settings.elsewhere().isEmpty() && doors.size() > 1;
    ProviderSettings own = elsewhere ? settings.withElsewhere(origin(doors.get(1))) : settings;
    FakeServer server =
        new FakeServer(
            new ProviderModel(profile, own, place.watcher()), place.time(), List.copyOf(doors));
    doors.forEach(
        door ->
            Thread.ofVirtual()
                .name("fake-provider-" + door.getLocalPort())
                .start(() -> server.accept(door)));
    return server;
  }

  /** An address of the first origin. */
  public URI uri(String target) {
    return uri(0, target);
  }

  /** An address of an origin, from 0. */
  public URI uri(int origin, String target) {
    return URI.create(origin(doors.get(origin)) + target);
  }

  /** What was counted so far. */
  public Tally tally() {
    lock.lock();
    try {
      return model.tally();
    } finally {
      lock.unlock();
    }
  }

  /** The writes that were carried out, in their order. */
  public List<Commit> committed() {
    lock.lock();
    try {
      return model.committed();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    doors.forEach(FakeServer::close);
    open.forEach(FakeServer::close);
  }

  private static ServerSocket listen(int port) {
    try {
      return new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port, e);
    }
  }

  private static String origin(ServerSocket door) {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  private void accept(ServerSocket door) {
    while (!door.isClosed()) {
      try {
        Socket socket = door.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket, origin(door)));
      } catch (IOException ended) {
        // Closed, or too many files: in the latter case the next one may be taken again.
      }
    }
  }

  private void serve(Socket socket, String origin) {
    try (socket) {
      socket.setTcpNoDelay(true);
      RequestReader requests =
          new RequestReader(new BufferedInputStream(socket.getInputStream()), origin);
      OutputStream out = socket.getOutputStream();
      Asked asked = next(requests, out);
      while (asked != null && send(answer(asked), asked, out)) {
        asked = next(requests, out);
      }
    } catch (IOException | InterruptedException gone) {
      // The caller left, or we do: nobody is left to be told.
    } finally {
      open.remove(socket);
    }
  }

  private static @Nullable Asked next(RequestReader requests, OutputStream out) throws IOException {
    try {
      return requests.next();
    } catch (ProtocolException | NumberFormatException none) {
      byte[] body = String.valueOf(none.getMessage()).getBytes(StandardCharsets.UTF_8);
      out.write(
          "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
              .formatted(body.length)
              .getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      return null;
    }
  }

  private Reply answer(Asked asked) {
    lock.lock();
    try {
      return model.answer(asked, time.micros());
    } finally {
      lock.unlock();
    }
  }

  /** Whether the connection goes on. */
  private boolean send(Reply reply, Asked asked, OutputStream out)
      throws IOException, InterruptedException {
    long delay = reply.delivery().delayMicros();
    if (delay > 0 && closed.await(delay, TimeUnit.MICROSECONDS)) {
      return false;
    }
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    boolean close = "close".equalsIgnoreCase(asked.field("connection"));
    byte[] head = head(reply, body.length, close).getBytes(StandardCharsets.ISO_8859_1);
    boolean bodiless = asked.method().equals("HEAD") || reply.status() == 304;
    switch (reply.delivery().cut()) {
      case BEFORE_HEAD -> {
        return false;
      }
      case IN_BODY -> {
        out.write(head);
        out.write(body, 0, body.length / 2);
        out.flush();
        return false;
      }
      case NONE -> {
        byte[] whole = java.util.Arrays.copyOf(head, head.length + (bodiless ? 0 : body.length));
        System.arraycopy(body, 0, whole, head.length, whole.length - head.length);
        out.write(whole);
        out.flush();
      }
    }
    return !close;
  }

  private static String head(Reply reply, int length, boolean close) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(reply.status()).append(' ');
    head.append(REASONS.getOrDefault(reply.status(), "")).append("\r\n");
    for (Reply.Field field : reply.fields()) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    if (reply.status() != 204 && reply.status() != 304) {
      boolean promises = reply.delivery().cut() == Reply.Cut.IN_BODY;
      head.append("Content-Length: ").append(promises ? length + 1 : length).append("\r\n");
    }
    return head.append(close ? "Connection: close\r\n\r\n" : "\r\n").toString();
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception closing) {
      // It is gone either way.
    }
  }
}
