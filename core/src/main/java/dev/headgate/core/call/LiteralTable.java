package dev.headgate.core.call;

import org.jspecify.annotations.Nullable;

/**
 * The nodes below one node by the literal segment that leads to them, found by a part of a path
 * without cutting it out. Open addressing, at most half full. Built by one thread, then only read.
 */
final class LiteralTable {
  private static final int SLOTS = 4;

  private String[] keys = new String[SLOTS];
  private @Nullable RouteNode[] nodes = new @Nullable RouteNode[SLOTS];
  private int size;

  /**
   * The one literal and its node where there is no other and it is as plain as a target, so that it
   * cannot reach into a query; found without looking for an end.
   */
  private String only = "";

  private @Nullable RouteNode onlyNode;

  boolean isEmpty() {
    return size == 0;
  }

  /** The one node where there is no other and its literal is plain, or null. */
  @Nullable RouteNode onlyNode() {
    return onlyNode;
  }

  /** Where the one literal would end; 0 where something else stands there. */
  int onlyEnd(String path, int from, boolean decoded) {
    int end = from + only.length();
    return path.startsWith(only, from) && RequestPath.isSegmentEnd(path, end, decoded) ? end : 0;
  }

  /** The node of a segment, which is made where it is missing. */
  RouteNode at(String segment) {
    RouteNode known = find(segment, 0, segment.length());
    if (known != null) {
      return known;
    }
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    RouteNode node = new RouteNode();
    put(segment, node);
    size++;
    only = segment;
    onlyNode = size == 1 && RequestPath.plainEnd("/" + segment) > segment.length() ? node : null;
    return node;
  }

  /**
   * The node of the segment that stands in a path from {@code from} to before {@code to}, or null.
   */
  @Nullable RouteNode find(String path, int from, int to) {
    int mask = keys.length - 1;
    for (int slot = slot(path, from, to); ; slot = (slot + 1) & mask) {
      RouteNode node = nodes[slot];
      if (node == null) {
        return null;
      }
      String key = keys[slot];
      if (key.length() == to - from && path.startsWith(key, from)) {
        return node;
      }
    }
  }

  /**
   * Length and three characters tell the literals of an API apart well enough. A caller cannot make
   * them collide: literals are the provider's, and there are as many of them as it has routes.
   */
  private int slot(String path, int from, int to) {
    int length = to - from;
    int hash = length * 31 + path.charAt(from);
    hash = hash * 31 + path.charAt(from + (length >> 1));
    hash = (hash * 31 + path.charAt(to - 1)) * 0x9E3779B1;
    return (hash >>> 16) & (keys.length - 1);
  }

  private void put(String segment, RouteNode node) {
    int slot = slot(segment, 0, segment.length());
    while (nodes[slot] != null) {
      slot = (slot + 1) & (keys.length - 1);
    }
    keys[slot] = segment;
    nodes[slot] = node;
  }

  private void grow() {
    String[] oldKeys = keys;
    @Nullable RouteNode[] oldNodes = nodes;
    keys = new String[2 * oldKeys.length];
    nodes = new @Nullable RouteNode[2 * oldKeys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      RouteNode node = oldNodes[i];
      if (node != null) {
        put(oldKeys[i], node);
      }
    }
  }
}
