package dev.headgate.server.http;

import dev.headgate.core.decision.Plan;

/**
 * What the engine plans for a call.
 *
 * @param view the version of the policy by which it was planned and is answered
 */
record Planned(Plan plan, PolicyView view) {}
