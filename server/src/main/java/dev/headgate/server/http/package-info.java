/**
 * The decision API: a door over HTTP for services that ask before they let a call through.
 *
 * <p>Model: an exchange is one request and its answer; an endpoint reads a body as a stream, asks
 * the engine and writes the answer as a stream. No tree of JSON stands on that road.
 *
 * <p>Invariants: an HTTP status speaks of the request to this API, the {@code status} in a decision
 * of the call that was decided; every exchange is answered once; whatever a caller sends, the
 * answer is not 500.
 *
 * <p>Threads: an exchange belongs to its event loop; the engine may answer on any thread.
 *
 * <p>Failure: a caller's mistake is a problem of RFC 9457 with what was found and expected; an
 * engine that does not answer is 503. Keys and bodies are never logged.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.http;
