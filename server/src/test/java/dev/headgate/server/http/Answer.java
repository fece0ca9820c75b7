package dev.headgate.server.http;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** An answer as it came over the wire. */
record Answer(int status, HttpHeaders headers, String body) {
  String mediaType() {
    return headers.firstValue("content-type").orElse("").replaceAll(";.*", "");
  }

  JsonNode json() {
    return ApiDocument.JSON.readTree(body);
  }

  String text(String pointer) {
    JsonNode node = json().at(pointer);
    if (node.isMissingNode()) {
      throw new AssertionError(pointer + " is missing in " + body);
    }
    return node.asString();
  }

  boolean has(String pointer) {
    return !json().at(pointer).isMissingNode();
  }
}
