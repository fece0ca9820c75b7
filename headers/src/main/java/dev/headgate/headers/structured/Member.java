package dev.headgate.headers.structured;

/** What a list or dictionary consists of: an item or an inner list (RFC 9651, section 3.1). */
public sealed interface Member permits Item, InnerList {

  /** What qualifies it. */
  Parameters parameters();
}
