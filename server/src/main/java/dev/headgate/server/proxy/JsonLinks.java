package dev.headgate.server.proxy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Set;

/**
 * Turns links to the upstream into links to the proxy in declared members of a JSON document, as it
 * streams: one pass over bytes, no tree. What is not a declared member stays as it is to the byte,
 * and so does a document that is not JSON. For one thread.
 */
final class JsonLinks {
  /** What is nested deeper is left as it is. */
  static final int DEPTH_MAX = 512;

  private static final int NAME_MAX = 128;

  /** Where the next byte stands. */
  private enum Place {
    BETWEEN,
    NAME,
    LINK,
    OTHER
  }

  private final Links links;
  private final Set<String> members;
  private final int startMax;

  /**
   * By depth: whether it is an object, and whether strings in it are values of a declared member.
   */
  private final BitSet objects = new BitSet();

  private final BitSet declared = new BitSet();
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
  private int depth;
  private Place place = Place.BETWEEN;
  private boolean nameNext;
  private boolean escaped;
  private boolean strange;

  /** Rewrites the links in members of these names. */
  JsonLinks(Links links, Set<String> members) {
    this.links = links;
    this.members = members;
    this.startMax =
        1 + links.upstream().prefixes().stream().mapToInt(String::length).max().orElse(0);
  }

  /** Takes some bytes, and gives those that can go on. */
  byte[] feed(ByteBuffer bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.remaining() + 64);
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      switch (place) {
        case BETWEEN -> between(next, out);
        case NAME -> name(next, out);
        case LINK -> link(next, out);
        case OTHER -> other(next, out);
      }
    }
    return out.toByteArray();
  }

  /** What is left at the end of the document. */
  byte[] end() {
    return raw.toByteArray();
  }

  private void between(byte next, ByteArrayOutputStream out) {
    out.write(next);
    switch (next) {
      case '{' -> open(true);
      case '[' -> open(false);
      case '}', ']' -> depth = Math.max(0, depth - 1);
      case ':' -> nameNext = false;
      case ',' -> nameNext = depth <= DEPTH_MAX && objects.get(depth);
      case '"' -> quote();
      default -> {}
    }
  }

  private void open(boolean object) {
    boolean value = declared.get(Math.min(depth, DEPTH_MAX));
    depth++;
    if (depth <= DEPTH_MAX) {
      objects.set(depth, object);
      declared.set(depth, !object && value);
    }
    nameNext = object;
  }

  private void quote() {
    text.setLength(0);
    strange = false;
    escaped = false;
    if (depth > DEPTH_MAX) {
      place = Place.OTHER;
    } else if (nameNext) {
      place = Place.NAME;
    } else {
      place = declared.get(depth) ? Place.LINK : Place.OTHER;
    }
  }

  private void name(byte next, ByteArrayOutputStream out) {
    out.write(next);
    if (escaped) {
      escaped = false;
    } else if (next == '\\') {
      escaped = true;
      strange = true;
    } else if (next == '"') {
      String name = text.toString();
      byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
      declared.set(depth, !strange && members.contains(new String(bytes, StandardCharsets.UTF_8)));
      place = Place.BETWEEN;
    } else if (text.length() < NAME_MAX) {
      text.append((char) (next & 0xff));
    } else {
      strange = true;
    }
  }

  private void other(byte next, ByteArrayOutputStream out) {
    out.write(next);
    if (escaped) {
      escaped = false;
    } else if (next == '\\') {
      escaped = true;
    } else if (next == '"') {
      place = Place.BETWEEN;
    }
  }

  /** Holds the start of a string back until it is known whether it leads to the upstream. */
  private void link(byte next, ByteArrayOutputStream out) {
    if (escaped) {
      escaped = false;
      strange |= next != '/';
      text.append((char) (next & 0xff));
      raw.write(next);
    } else if (next == '\\') {
      escaped = true;
      raw.write(next);
      return;
    } else if (next == '"') {
      decide(out);
      out.write(next);
      place = Place.BETWEEN;
      return;
    } else {
      text.append((char) (next & 0xff));
      raw.write(next);
    }
    if (strange || text.length() >= startMax) {
      decide(out);
      place = Place.OTHER;
    }
  }

  private void decide(ByteArrayOutputStream out) {
    String start = text.toString();
    String turned = strange ? start : links.upstream().toProxy(start, links.proxy());
    out.writeBytes(
        turned.equals(start) ? raw.toByteArray() : turned.getBytes(StandardCharsets.ISO_8859_1));
    raw.reset();
  }
}
