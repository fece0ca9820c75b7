package dev.headgate.server.http;

import dev.headgate.server.admin.Order;
import java.util.List;
import java.util.Map;

/**
 * Which counter to forget.
 *
 * @param rule name of the rule
 * @param key values by attribute
 * @param reason why
 */
record ResetBody(String rule, Map<String, String> key, String reason) {
  private static final int RULE_MAX = 256;
  private static final List<String> FIELDS = List.of("rule", "key", "reason");

  static ResetBody read(JsonIn in) {
    String[] texts = {"", ""};
    Map<String, String> key = new java.util.HashMap<>();
    in.object(
        FIELDS,
        (reader, index) -> {
          switch (index) {
            case 0 -> texts[0] = reader.text(1, RULE_MAX);
            case 1 -> key.putAll(reader.texts(8, CallBody.VALUE_MAX));
            default -> texts[1] = reader.text(1, Order.TEXT_MAX);
          }
        });
    if (texts[0].isEmpty() || texts[1].isEmpty()) {
      throw Problems.missing("/", "rule and reason").thrown();
    }
    return new ResetBody(texts[0], key, texts[1]);
  }
}
