package dev.headgate.policy.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.headgate.core.call.Call;
import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Tenant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an expression may name and every call has; a text that is missing is empty. */
enum Variable {
  TENANT_ID("tenant.id"),
  TENANT_PLAN("tenant.plan"),
  TENANT_USERS("tenant.users"),
  TENANT_ZONE("tenant.zone"),
  APP_ID("app.id"),
  APP_COPY("app.copy"),
  APP_TIER("app.tier"),
  OPERATION_NAME("operation.name"),
  OPERATION_METHOD("operation.method"),
  OPERATION_PRODUCT("operation.product");

  private final String written;

  Variable(String written) {
    this.written = written;
  }

  /** How an expression writes it. */
  String written() {
    return written;
  }

  CelType type() {
    return this == TENANT_USERS ? SimpleType.INT : SimpleType.STRING;
  }

  Object value(Call call) {
    return switch (this) {
      case TENANT_ID -> text(call.caller().attribute("tenant"));
      case TENANT_PLAN -> text(call.caller().attribute("plan"));
      case TENANT_USERS -> users(call);
      case TENANT_ZONE -> zone(call);
      case APP_ID -> text(call.caller().attribute("app"));
      case APP_COPY -> text(call.caller().attribute("copy"));
      case APP_TIER -> tier(call);
      case OPERATION_NAME -> call.operation().name();
      case OPERATION_METHOD -> call.operation().method();
      case OPERATION_PRODUCT -> call.operation().product();
    };
  }

  /** The variable of that name, or null. */
  static @Nullable Variable of(String written) {
    return Arrays.stream(values()).filter(v -> v.written.equals(written)).findFirst().orElse(null);
  }

  /** All names as they are written. */
  static List<String> names() {
    return Arrays.stream(values()).map(Variable::written).toList();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static Object users(Call call) {
    Tenant tenant = call.caller().tenant();
    return tenant == null ? 0L : tenant.users();
  }

  private static Object zone(Call call) {
    Tenant tenant = call.caller().tenant();
    return tenant == null ? "" : tenant.zone().getId();
  }

  private static Object tier(Call call) {
    App app = call.caller().app();
    return app == null ? "" : app.tier();
  }
}
