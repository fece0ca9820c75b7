package dev.headgate.testkit.virtual;

import dev.headgate.client.governor.Outcome;
import dev.headgate.testkit.provider.Asked;
import dev.headgate.testkit.provider.Reply;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param asked the request
 * @param outcome as the governor gave it
 * @param reply the last answer; null if there never was one
 * @param arrivedAt when the call was wanted
 * @param at when it ended
 */
public record Ended(Asked asked, Outcome outcome, @Nullable Reply reply, long arrivedAt, long at) {}
