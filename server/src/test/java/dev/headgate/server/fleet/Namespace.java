package dev.headgate.server.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace of Linux for one node, with two links to this one: callers come by the first,
 * the store is reached by the second, which can be taken down. Needs the right to make namespaces.
 */
final class Namespace implements Way {
  private final String name;
  private final int number;
  private final int port;

  private Namespace(String name, int number, int port) {
    this.name = name;
    this.number = number;
    this.port = port;
  }

  /** Makes one, from which the store is at a port of {@link #host}. */
  static Namespace of(int number, int port) {
    String name = "hg" + ProcessHandle.current().pid() + "x" + number;
    Namespace made = new Namespace(name, number, port);
    made.run("netns", "add", name);
    made.link("f", 231);
    made.link("s", 232);
    return made;
  }

  /** The address of this machine as the node of a number sees its store. */
  static String host(int number) {
    return "10.232." + number + ".1";
  }

  private void link(String kind, int net) {
    String here = name + kind;
    String there = here + "n";
    run("link", "add", here, "type", "veth", "peer", "name", there, "netns", name);
    run("addr", "add", "10.%d.%d.1/30".formatted(net, number), "dev", here);
    run("link", "set", here, "up");
    run("-n", name, "addr", "add", "10.%d.%d.2/30".formatted(net, number), "dev", there);
    run("-n", name, "link", "set", there, "up");
  }

  @Override
  public String store() {
    return host(number) + ":" + port;
  }

  @Override
  public String node() {
    return "10.231." + number + ".2";
  }

  @Override
  public List<String> before() {
    return List.of("ip", "netns", "exec", name);
  }

  @Override
  public void cut() {
    run("link", "set", name + "s", "down");
  }

  @Override
  public void heal() {
    run("link", "set", name + "s", "up");
  }

  @Override
  public void close() {
    run("link", "del", name + "f");
    run("link", "del", name + "s");
    run("netns", "del", name);
  }

  private void run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      byte[] said = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            command
                + ": "
                + new String(said, StandardCharsets.UTF_8).strip()
                + " (expected: Debian's package iproute2, and the right to make namespaces)");
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
