package dev.headgate.headers.structured;

import java.util.List;

/** Items in parentheses, with parameters of their own (RFC 9651, section 3.1.1). */
public record InnerList(List<Item> items, Parameters parameters) implements Member {

  /** Copies. */
  public InnerList {
    items = List.copyOf(items);
  }
}
