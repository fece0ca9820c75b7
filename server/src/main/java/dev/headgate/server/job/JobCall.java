package dev.headgate.server.job;

import dev.headgate.client.call.Methods;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a job.
 *
 * @param line its number in the file, from 1
 * @param method of HTTP, in capitals
 * @param uri absolute
 * @param fields of the request
 * @param body as text; null for none
 * @param meta what it is called by its job, for whom it is made, and what it costs
 */
public record JobCall(
    long line,
    String method,
    URI uri,
    Map<String, String> fields,
    @Nullable String body,
    Meta meta) {

  /**
   * What a job says of a call beside the request.
   *
   * @param id repeated in results; null for none
   * @param tenant for whom it is made; null where the origin says it
   * @param points its cost; null for the usual
   */
  public record Meta(@Nullable String id, @Nullable String tenant, @Nullable Long points) {}

  /** Copies. */
  public JobCall {
    fields = Map.copyOf(fields);
  }

  /** Whether making it twice is the same as making it once. */
  public boolean isRepeatable() {
    return Methods.isIdempotent(method);
  }

  /** Path and query. */
  public String target() {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
