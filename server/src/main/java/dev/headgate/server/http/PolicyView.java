package dev.headgate.server.http;

import dev.headgate.core.call.Operation;
import dev.headgate.core.call.Routed;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.snapshot.PolicySnapshot;
import org.jspecify.annotations.Nullable;

/** One version of the policy as this API sees it: everything about a call comes from one view. */
public interface PolicyView {
  /** The rules, under the temporary overrides of this moment. */
  PolicySnapshot rules();

  /** An operation by name, or null where the policy knows none of that name. */
  @Nullable Operation operation(String name);

  /**
   * Where a method and a path lead.
   *
   * @param path path and perhaps query, as the caller of the provider sent it
   */
  Routed route(String method, String path);

  /** The header fields in which the answer to a call of the operation speaks. */
  Dialect dialect(Operation operation);
}
