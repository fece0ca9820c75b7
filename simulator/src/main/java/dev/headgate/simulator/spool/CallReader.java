package dev.headgate.simulator.spool;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.simulator.mapping.LoggedCall;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** Reads what a {@link CallWriter} wrote, from the first call on. For one thread. */
final class CallReader {
  private final FileChannel file;
  private final long end;
  private final Slots<Caller> callers = new Slots<>();
  private final Slots<Operation> operations = new Slots<>();
  private final Slots<String> texts = new Slots<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(Spool.BUFFER).flip();
  private long at;
  private long latest;

  /**
   * A reading from the beginning.
   *
   * @param end how many bytes there are
   */
  CallReader(FileChannel file, long end) {
    this.file = file;
    this.end = end;
  }

  /** The next call; it stands for its instant alone, and for no line of a file. */
  LoggedCall read() throws IOException {
    latest += number();
    long length = number();
    LoggedCall.Charge charge =
        (length & 1) == 1 ? LoggedCall.Charge.NOTHING : LoggedCall.Charge.AS_TAKEN;
    Operation operation = operation();
    Caller caller = caller();
    String query = bytes();
    Map<String, String> attributes = attributes();
    int units = (int) number();
    Map<String, Long> costs = units == 0 ? Map.of() : new HashMap<>();
    for (int i = 0; i < units; i++) {
      costs.put(text(), number());
    }
    Call call = new Call(operation, caller, query, attributes, costs, null, false);
    return new LoggedCall(0, 0, latest, 0, length >>> 1, charge, call);
  }

  private Map<String, String> attributes() throws IOException {
    int size = (int) number();
    if (size == 0) {
      return Map.of();
    }
    if (size == 1) {
      String name = text();
      return Map.of(name, text());
    }
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < size; i++) {
      String name = text();
      attributes.put(name, text());
    }
    return attributes;
  }

  private Operation operation() throws IOException {
    long code = number();
    int slot = (int) (code >>> 1);
    if ((code & 1) == 1) {
      String name = text();
      String method = text();
      operations.put(slot, new Operation(name, method, text()));
    }
    return operations.get(slot);
  }

  private Caller caller() throws IOException {
    long code = number();
    int slot = (int) (code >>> 1);
    if ((code & 1) == 1) {
      callers.put(slot, newCaller());
    }
    return callers.get(slot);
  }

  private Caller newCaller() throws IOException {
    Caller.Builder caller = Caller.builder();
    long parts = number();
    if ((parts & 1) != 0) {
      String id = text();
      String plan = text();
      long users = number();
      ZoneId zone = ZoneId.of(text());
      caller.tenant(new Tenant(id, plan, users, zone, (int) number()));
    }
    if ((parts & 2) != 0) {
      String id = text();
      String cluster = text();
      caller.app(new App(id, cluster, text()));
    }
    attributes().forEach(caller::attribute);
    return caller.build();
  }

  private String text() throws IOException {
    long written = number();
    if (written == CallWriter.WRITTEN_OUT) {
      return bytes();
    }
    long code = written - 1;
    int slot = (int) (code >>> 1);
    if ((code & 1) == 1) {
      texts.put(slot, bytes());
    }
    return texts.get(slot);
  }

  private String bytes() throws IOException {
    int length = (int) number();
    if (length == 0) {
      return "";
    }
    byte[] bytes = new byte[length];
    int filled = 0;
    while (filled < length) {
      fill();
      int some = Math.min(length - filled, buffer.remaining());
      buffer.get(bytes, filled, some);
      filled += some;
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private long number() throws IOException {
    long value = 0;
    int shift = 0;
    while (true) {
      fill();
      byte one = buffer.get();
      value |= (one & 0x7FL) << shift;
      if (one >= 0) {
        return value;
      }
      shift += 7;
    }
  }

  /** Makes sure that there is a byte at least. */
  private void fill() throws IOException {
    if (buffer.hasRemaining()) {
      return;
    }
    buffer.clear();
    if (end - at < buffer.capacity()) {
      buffer.limit((int) (end - at));
    }
    if (at >= end || file.read(buffer, at) <= 0) {
      throw new EOFException("the spool ends after " + at + " bytes (expected: " + end + ")");
    }
    buffer.flip();
    at += buffer.limit();
  }
}
