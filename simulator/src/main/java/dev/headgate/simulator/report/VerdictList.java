package dev.headgate.simulator.report;

import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Verdicts;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.replay.UnwritableException;
import dev.headgate.simulator.replay.Witness;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One line of CSV for each decision, in the order of the decisions: where the call stands in the
 * log, its instant in microseconds, who called what, and the verdict with the limits that refused,
 * or would have. For one thread.
 */
public final class VerdictList implements Witness, AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final OutputStream out;
  private final List<String> files;
  private final Names names;
  private final StringBuilder text = new StringBuilder(2 * BUFFER);

  /**
   * An empty list with its header row.
   *
   * @param name of what is written to, for messages
   * @param files names by number
   */
  public VerdictList(String name, OutputStream out, List<String> files, Names names) {
    this.name = name;
    this.out = out;
    this.files = List.copyOf(files);
    this.names = names;
    text.append("file,line,at,tenant,app,operation,points,verdict,by,would\n");
  }

  @Override
  public void decided(LoggedCall call, Decision decision) throws IOException {
    cell(files.get(call.file()));
    text.append(',').append(call.line()).append(',').append(decision.at()).append(',');
    caller(call, "tenant");
    text.append(',');
    caller(call, "app");
    text.append(',');
    cell(call.call().operation().name());
    text.append(',').append(decision.plan().matched().quote().reserve(Quote.POINTS)).append(',');
    verdict(decision);
    text.append('\n');
    if (text.length() >= BUFFER) {
      flush();
    }
  }

  /** Writes what is left. */
  @Override
  public void close() throws IOException {
    flush();
    try {
      out.close();
    } catch (IOException full) {
      throw new UnwritableException(name, full);
    }
  }

  private void flush() throws IOException {
    try {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
      out.flush();
      text.setLength(0);
    } catch (IOException full) {
      throw new UnwritableException(name, full);
    }
  }

  private void caller(LoggedCall call, String attribute) {
    String value = call.call().caller().attribute(attribute);
    if (value != null) {
      cell(names.of(value));
    }
  }

  private void verdict(Decision decision) {
    switch (decision) {
      case Decision.Allowed allowed -> text.append("allowed,");
      case Decision.Throttled throttled -> text.append("throttled,");
      case Decision.Exhausted exhausted -> text.append("exhausted,");
      case Decision.Refused refused -> {
        text.append("refused,");
        cell(refused.denial().reason());
      }
    }
    failed(decision.verdicts(), true);
    text.append(',');
    failed(decision.verdicts(), false);
  }

  /** The names of the rules that failed, those that bind or the others, with spaces between. */
  private void failed(Verdicts verdicts, boolean binding) {
    if (!verdicts.anyFailed()) {
      return;
    }
    String divider = "";
    for (int i = 0; i < verdicts.size(); i++) {
      Claim claim = verdicts.claim(i);
      if (verdicts.failed(i) && claim.binds() == binding) {
        text.append(divider).append(claim.rule().name());
        divider = " ";
      }
    }
  }

  private void cell(String value) {
    boolean plain = true;
    for (int i = 0; i < value.length() && plain; i++) {
      char c = value.charAt(i);
      plain = c != ',' && c != '"' && c != '\n' && c != '\r';
    }
    if (plain) {
      text.append(value);
    } else {
      text.append('"').append(value.replace("\"", "\"\"")).append('"');
    }
  }
}
