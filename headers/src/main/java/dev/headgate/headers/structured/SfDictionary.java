package dev.headgate.headers.structured;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A field that is a Dictionary (RFC 9651, section 3.2); empty means that the field is absent.
 *
 * @param members in order, copied; a key outside the standard's syntax is an {@code
 *     IllegalArgumentException}
 */
public record SfDictionary(SequencedMap<String, Member> members) {

  /** Copies and checks the keys. */
  public SfDictionary {
    members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
    members.keySet().forEach(Syntax::requireKey);
  }

  /** The member under {@code key}, or null if there is none. */
  public @Nullable Member get(String key) {
    return members.get(key);
  }
}
