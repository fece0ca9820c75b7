package dev.headgate.server.fleet;

import java.util.List;

/** The way from a node to its store, which can be cut: then nobody is told that nothing arrives. */
interface Way extends AutoCloseable {
  /** Where the node finds the store: host and port. */
  String store();

  /** The address at which the node listens for callers, who are never cut off. */
  String node();

  /** What goes before the command of the node's process. */
  List<String> before();

  /** Swallows everything from now on. */
  void cut();

  /** Lets everything pass again. */
  void heal();

  @Override
  void close();
}
