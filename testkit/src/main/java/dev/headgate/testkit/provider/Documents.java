package dev.headgate.testkit.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The usual content: a document for each path. PUT, POST and PATCH store, GET gives back what was
 * stored last, with an ETag, DELETE removes. For one thread.
 */
final class Documents implements Content {
  private static final int DOCUMENTS_MAX = 10_000;

  private record Document(long version, String body) {}

  private final Map<String, Document> documents = new LinkedHashMap<>();
  private long version;

  @Override
  public Page page(Asked asked) {
    if (asked.reads()) {
      return read(asked);
    }
    if (asked.method().equals("DELETE")) {
      documents.remove(asked.path());
      return new Page(204, List.of(), "", null);
    }
    if (documents.size() >= DOCUMENTS_MAX) {
      documents.remove(documents.keySet().iterator().next());
    }
    Document stored = new Document(++version, asked.body());
    documents.put(asked.path(), stored);
    return answer(asked.method().equals("POST") ? 201 : 200, stored);
  }

  private Page read(Asked asked) {
    Document stored = documents.get(asked.path());
    if (stored == null) {
      return Page.json("{\"path\":\"%s\"}".formatted(quoted(asked.target())));
    }
    boolean known = tag(stored).equals(asked.field("if-none-match"));
    return known ? answer(304, new Document(stored.version(), "")) : answer(200, stored);
  }

  private static Page answer(int status, Document document) {
    List<Reply.Field> fields =
        List.of(
            new Reply.Field("Content-Type", "application/json"),
            new Reply.Field("ETag", tag(document)));
    return new Page(status, fields, document.body(), null);
  }

  private static String tag(Document document) {
    return "\"" + document.version() + "\"";
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
