package dev.headgate.server.store.codec;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import java.time.ZoneId;

/** A call with its caller, whole: a repetition of it is compared with all of it. */
final class CallBytes {
  private CallBytes() {}

  static void write(ByteWriter out, Call call) {
    Operation operation = call.operation();
    out.text(operation.name()).text(operation.method()).text(operation.product());
    writeCaller(out, call.caller());
    out.text(call.query()).texts(call.attributes()).numbers(call.costs());
    out.optional(call.id()).flag(call.held());
  }

  static Call read(ByteReader in) {
    Operation operation = new Operation(in.text(), in.text(), in.text());
    Caller caller = readCaller(in);
    return new Call(
        operation, caller, in.text(), in.texts(), in.numbers(), in.optional(), in.flag());
  }

  private static void writeCaller(ByteWriter out, Caller caller) {
    Tenant tenant = caller.tenant();
    out.flag(tenant != null);
    if (tenant != null) {
      out.text(tenant.id()).text(tenant.plan()).number(tenant.users());
      out.text(tenant.zone().getId()).number(tenant.billingDay());
    }
    App app = caller.app();
    out.flag(app != null);
    if (app != null) {
      out.text(app.id()).text(app.cluster()).text(app.tier());
    }
    out.texts(caller.attributes());
  }

  private static Caller readCaller(ByteReader in) {
    Caller.Builder caller = Caller.builder();
    Tenant tenant = in.flag() ? readTenant(in) : null;
    if (tenant != null) {
      caller.tenant(tenant);
    }
    App app = in.flag() ? new App(in.text(), in.text(), in.text()) : null;
    if (app != null) {
      caller.app(app);
    }
    in.texts().forEach(caller::attribute);
    return caller.build();
  }

  private static Tenant readTenant(ByteReader in) {
    return new Tenant(in.text(), in.text(), in.number(), ZoneId.of(in.text()), (int) in.number());
  }
}
