package dev.headgate.headers.structured;

import java.util.List;

/** A field that is a List (RFC 9651, section 3.1); empty means that the field is absent. */
public record SfList(List<Member> members) {

  /** Copies. */
  public SfList {
    members = List.copyOf(members);
  }
}
