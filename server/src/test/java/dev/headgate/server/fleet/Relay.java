package dev.headgate.server.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Passes on what a node and its store say over this machine's loopback. While it is cut, what is
 * sent goes nowhere and nobody is told, as on a network that drops packets; what was under way
 * arrives once it is healed.
 */
final class Relay implements Way {
  private static final int BUFFER = 16_384;

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition healed = lock.newCondition();
  private boolean cut;

  private Relay(ServerSocket listening, int target) {
    this.listening = listening;
    this.target = target;
  }

  /** A way to a port of this machine. */
  static Relay to(int port) throws IOException {
    Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
    Thread.ofVirtual().start(relay::accept);
    return relay;
  }

  @Override
  public String store() {
    return "127.0.0.1:" + listening.getLocalPort();
  }

  @Override
  public String node() {
    return "127.0.0.1";
  }

  @Override
  public List<String> before() {
    return List.of();
  }

  @Override
  public void cut() {
    set(true);
  }

  @Override
  public void heal() {
    set(false);
  }

  private void set(boolean state) {
    lock.lock();
    try {
      cut = state;
      healed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket node = listening.accept();
        Thread.ofVirtual().start(() -> join(node));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void join(Socket node) {
    try {
      pass();
      Socket store = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(node);
      sockets.add(store);
      node.setTcpNoDelay(true);
      store.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> pump(node, store));
      pump(store, node);
    } catch (IOException refused) {
      close(node);
    }
  }

  private void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        pass();
        out.write(buffer, 0, read);
      }
    } catch (IOException broken) {
      // either side is gone, and so is the other
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  /** Waits until nothing is cut. */
  private void pass() {
    lock.lock();
    try {
      while (cut) {
        healed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    heal();
    try {
      listening.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    sockets.forEach(Relay::close);
  }
}
