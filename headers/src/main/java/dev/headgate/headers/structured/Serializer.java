package dev.headgate.headers.structured;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes the canonical form by the algorithms of RFC 9651, section 4.1. Used for one field. */
final class Serializer {

  private final StringBuilder out = new StringBuilder();

  String list(SfList list) {
    String separator = "";
    for (Member member : list.members()) {
      out.append(separator);
      member(member);
      separator = ", ";
    }
    return out.toString();
  }

  String dictionary(SfDictionary dictionary) {
    String separator = "";
    for (Map.Entry<String, Member> entry : dictionary.members().entrySet()) {
      out.append(separator).append(entry.getKey());
      dictionaryValue(entry.getValue());
      separator = ", ";
    }
    return out.toString();
  }

  String item(Item item) {
    member(item);
    return out.toString();
  }

  private void dictionaryValue(Member member) {
    if (member instanceof Item(SfBoolean(boolean value), Parameters parameters) && value) {
      parameters(parameters);
    } else {
      out.append('=');
      member(member);
    }
  }

  private void member(Member member) {
    switch (member) {
      case Item item -> bareItem(item.value());
      case InnerList list -> innerList(list);
    }
    parameters(member.parameters());
  }

  private void innerList(InnerList list) {
    String separator = "(";
    for (Item item : list.items()) {
      out.append(separator);
      member(item);
      separator = " ";
    }
    out.append(list.items().isEmpty() ? "()" : ")");
  }

  private void parameters(Parameters parameters) {
    parameters
        .values()
        .forEach(
            (key, value) -> {
              out.append(';').append(key);
              if (!value.equals(SfBoolean.TRUE)) {
                out.append('=');
                bareItem(value);
              }
            });
  }

  private void bareItem(BareItem item) {
    switch (item) {
      case SfInteger integer -> out.append(integer.value());
      case SfDecimal decimal -> decimal(decimal.value());
      case SfString string -> string(string.value());
      case SfToken token -> out.append(token.value());
      case SfBytes bytes -> out.append(bytes);
      case SfBoolean bool -> out.append(bool.value() ? "?1" : "?0");
      case SfDate date -> out.append('@').append(date.epochSecond());
      case SfDisplayString display -> displayString(display.value());
    }
  }

  /** As few places as say it all, but at least one. */
  private void decimal(BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    out.append(shortest.setScale(Math.max(1, shortest.scale())).toPlainString());
  }

  private void string(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
  }

  private void displayString(String value) {
    out.append("%\"");
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if (c == '%' || c == '"' || !Ascii.isPrintable(c)) {
        out.append(String.format("%%%02x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
