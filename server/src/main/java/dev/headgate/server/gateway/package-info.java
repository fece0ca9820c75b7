/**
 * The gateway door: a reverse proxy on Netty's HTTP codecs that asks before it sends.
 *
 * <p>Model: a {@link dev.headgate.server.gateway.Gateway} has one lane per event loop. A client
 * connection, its exchanges and the upstream connections they use live on the same lane, so an
 * exchange is a plain state machine without locks. Each request is shown to the {@link
 * dev.headgate.server.gateway.Gatekeeper}; its {@link dev.headgate.server.gateway.Admission} either
 * lets the request pass or answers it. The {@link dev.headgate.server.gateway.Passage} of an
 * admitted request is told once how it ended.
 *
 * <p>Invariants: every passage ends exactly once; nothing is sent upstream before the admission; a
 * request whose framing is open to two readings is never forwarded; bodies are streamed, never
 * gathered; hop-by-hop fields stay on their hop.
 *
 * <p>Threads: admissions and cuts may come from any thread and are moved to the lane; everything
 * else runs on the lane's event loop.
 *
 * <p>Failure: what the client did wrong is a 4xx problem, what the upstream did wrong a 502 or 504;
 * once the response head has left, the only honest answer is to break the stream.
 */
@NullMarked
package dev.headgate.server.gateway;

import org.jspecify.annotations.NullMarked;
