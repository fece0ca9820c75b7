package dev.headgate.testkit.provider;

import org.jspecify.annotations.Nullable;

/**
 * A write that was carried out.
 *
 * @param call number of the request, from 1
 * @param method of HTTP
 * @param target path and query
 * @param key idempotency key, as sent; null if there was none
 * @param body as sent
 */
public record Commit(long call, String method, String target, @Nullable String key, String body) {}
