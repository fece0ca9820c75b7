package dev.headgate.simulator.spool;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.simulator.mapping.LoggedCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes calls as bytes. Numbers are seven bits a byte, the lowest first, the eighth bit says that
 * more follow. For one thread.
 */
final class CallWriter {
  /** Longer texts are written each time, so that a table stays small. */
  static final int TEXT_KEPT_MAX = 256;

  /** Says that a text follows that is in no table. */
  static final int WRITTEN_OUT = 0;

  private final Slots<Caller> callers = new Slots<>();
  private final Slots<Operation> operations = new Slots<>();
  private final Slots<String> texts = new Slots<>();
  private byte[] buffer = new byte[2 * Spool.BUFFER];
  private int size;
  private long latest;

  /** Bytes that nobody took yet. */
  int size() {
    return size;
  }

  /** The bytes so far; they are good until the next call is written. */
  ByteBuffer take() {
    ByteBuffer taken = ByteBuffer.wrap(buffer, 0, size);
    size = 0;
    return taken;
  }

  void write(LoggedCall logged, long at) {
    number(at - latest);
    latest = at;
    boolean free = logged.charge() == LoggedCall.Charge.NOTHING;
    number((logged.length() << 1) | (free ? 1 : 0));
    Call call = logged.call();
    operation(call.operation());
    caller(call.caller());
    bytes(call.query());
    number(call.attributes().size());
    for (Map.Entry<String, String> attribute : call.attributes().entrySet()) {
      text(attribute.getKey());
      text(attribute.getValue());
    }
    number(call.costs().size());
    for (Map.Entry<String, Long> cost : call.costs().entrySet()) {
      text(cost.getKey());
      number(cost.getValue());
    }
  }

  private void operation(Operation operation) {
    int slot = Slots.slot(operation);
    boolean known = operations.put(slot, operation);
    number(coded(slot, known));
    if (!known) {
      text(operation.name());
      text(operation.method());
      text(operation.product());
    }
  }

  private void caller(Caller caller) {
    int slot = Slots.slot(caller);
    boolean known = callers.put(slot, caller);
    number(coded(slot, known));
    if (known) {
      return;
    }
    Tenant tenant = caller.tenant();
    App app = caller.app();
    number((tenant == null ? 0 : 1) | (app == null ? 0 : 2));
    if (tenant != null) {
      text(tenant.id());
      text(tenant.plan());
      number(tenant.users());
      text(tenant.zone().getId());
      number(tenant.billingDay());
    }
    if (app != null) {
      text(app.id());
      text(app.cluster());
      text(app.tier());
    }
    number(caller.attributes().size());
    for (Map.Entry<String, String> attribute : caller.attributes().entrySet()) {
      text(attribute.getKey());
      text(attribute.getValue());
    }
  }

  private static long coded(int slot, boolean known) {
    return 2L * slot + (known ? 0 : 1);
  }

  private void text(String text) {
    if (text.length() > TEXT_KEPT_MAX) {
      number(WRITTEN_OUT);
      bytes(text);
      return;
    }
    int slot = Slots.slot(text);
    boolean known = texts.put(slot, text);
    number(1 + coded(slot, known));
    if (!known) {
      bytes(text);
    }
  }

  private void bytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    room(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  private void number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
  }

  private void room(int more) {
    if (size + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + more));
    }
  }
}
