package dev.headgate.testkit.cases;

import dev.headgate.policy.Policy;
import java.util.List;

/**
 * A policy and the cases it is held to. Immutable.
 *
 * @param name of the document of cases
 * @param policyName of the policy's file
 * @param policy the policy
 * @param cases in the order of the document, at least one
 */
public record CaseFile(String name, String policyName, Policy policy, List<DecisionCase> cases) {
  public CaseFile {
    cases = List.copyOf(cases);
  }

  /** Runs a case of this file. */
  public CaseResult run(DecisionCase told) {
    return CaseRunner.run(policy, told);
  }
}
