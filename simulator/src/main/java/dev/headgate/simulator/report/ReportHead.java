package dev.headgate.simulator.report;

import java.util.List;

/**
 * How a report came about and how to repeat it.
 *
 * @param headgate version of this program
 * @param policy name of the policy's file
 * @param policyVersion hash of what the policy says
 * @param mapping name of the mapping
 * @param mappingVersion hash of its file; empty where there is none
 * @param spread of equal stamps
 * @param seed of everything drawn
 * @param enforced whether every rule decided for everybody
 * @param pseudonymous whether names of callers are replaced
 * @param command that gives the same report, as words
 */
public record ReportHead(
    String headgate,
    String policy,
    String policyVersion,
    String mapping,
    String mappingVersion,
    String spread,
    long seed,
    boolean enforced,
    boolean pseudonymous,
    List<String> command) {
  public ReportHead {
    command = List.copyOf(command);
  }

  /** The command as somebody would type it into a shell. */
  public String typed() {
    StringBuilder typed = new StringBuilder();
    for (String word : command) {
      typed.append(typed.isEmpty() ? "" : " ").append(quoted(word));
    }
    return typed.toString();
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
