package dev.headgate.server.proxy;

import java.net.http.HttpRequest.BodyPublisher;

/**
 * The body of a caller's request.
 *
 * @param publisher gives it to the upstream
 * @param once whether it can be sent only once
 * @param kept how many bytes of it are kept in memory
 * @param digest of a body that is kept; by chance of one that is not, since nobody can compare it
 */
record RequestBody(BodyPublisher publisher, boolean once, int kept, long digest) {}
