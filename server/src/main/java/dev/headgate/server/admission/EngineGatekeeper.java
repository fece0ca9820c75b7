package dev.headgate.server.admission;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.ClientAddress;
import dev.headgate.core.call.Operation;
import dev.headgate.core.call.Routed;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.reply.Dialect;
import dev.headgate.core.reply.Refusal;
import dev.headgate.core.settlement.Settler;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.policy.Policy;
import dev.headgate.policy.registry.Identification;
import dev.headgate.server.gateway.Admission;
import dev.headgate.server.gateway.Field;
import dev.headgate.server.gateway.Gatekeeper;
import dev.headgate.server.gateway.GatewayRequest;
import dev.headgate.server.observe.BodyCounts;
import dev.headgate.server.registry.Identifier;
import dev.headgate.server.registry.IdentitySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Admits requests as the engine decides. Safe for all threads. */
public final class EngineGatekeeper implements Gatekeeper {
  private static final System.Logger LOG = System.getLogger(EngineGatekeeper.class.getName());
  private static final String ADDRESS = "address";

  private final Parts parts;
  private final Supplier<Policy> policy;
  private final Identifier identifier;
  private final PassageParts passages;
  private final List<String> believedFields;
  private final List<Field> challenges;

  /**
   * The engine's side.
   *
   * @param decider decides
   * @param overrides lays the temporary overrides over the rules of a policy
   * @param settler ends what was reserved
   * @param idempotency for which operations ids are read
   * @param bodies hears what became of bodies that were counted
   */
  public record Parts(
      Decider decider,
      UnaryOperator<PolicySnapshot> overrides,
      Settler settler,
      IdempotencySettings idempotency,
      BodyCounts bodies) {}

  /** Joins the engine, the policy in force and the callers. */
  public EngineGatekeeper(
      Parts parts, Supplier<Policy> policy, Identifier identifier, IdentitySettings identity) {
    this.parts = parts;
    this.policy = policy;
    this.identifier = identifier;
    passages =
        new PassageParts(
            parts.settler(), new CallIds(parts.idempotency()), new CountingKit(parts.bodies()));
    believedFields = List.copyOf(identity.fields().values());
    challenges =
        identity.basic()
            ? List.of(challenge("Bearer"), challenge("Basic"))
            : List.of(challenge("Bearer"));
  }

  private static Field challenge(String scheme) {
    return new Field("WWW-Authenticate", scheme + " realm=\"headgate\"");
  }

  @Override
  public void admit(GatewayRequest request, Consumer<Admission> answer) {
    Policy rules = policy.get();
    switch (rules.routes().find(request.method(), request.path())) {
      case Routed.RouteMatch(Operation operation, Map<String, String> parameters) ->
          decide(rules, request, call(request, operation, parameters), answer);
      case Routed.NoRoute() ->
          decide(rules, request, call(request, Policy.other(request.method()), Map.of()), answer);
      case Routed.BadPath(String found, String expected) ->
          answer.accept(Answers.badRequest(found + " (expected: " + expected + ")"));
    }
  }

  /** A call whose caller is not known yet. */
  private static Call call(
      GatewayRequest request, Operation operation, Map<String, String> parameters) {
    Map<String, String> attributes = new TreeMap<>(parameters);
    attributes.put(ADDRESS, ClientAddress.attribute(request.clientAddress()));
    String query = Call.queryOf(request.target());
    return new Call(operation, Caller.ANONYMOUS, query, attributes, Map.of(), null, false);
  }

  private void decide(Policy rules, GatewayRequest request, Call call, Consumer<Admission> answer) {
    switch (identifier.identify(new RequestShown(request), request.instantMicros())) {
      case Identification.Unknown(String reason, String detail) ->
          answer.accept(Answers.unknownCaller(reason, detail, challenges));
      case Identification.Identified(Caller caller) -> {
        decide(call.by(caller), new Concluded(rules, request, answer));
      }
    }
  }

  private void decide(Call call, Concluded concluded) {
    GatewayRequest request = concluded.request;
    PolicySnapshot rules = parts.overrides().apply(concluded.rules.snapshot());
    Plan plan;
    try {
      plan =
          parts.decider().plan(rules, passages.ids().named(call, request), request.instantMicros());
    } catch (IllegalArgumentException beyondBound) {
      concluded.answer.accept(Answers.badRequest(String.valueOf(beyondBound.getMessage())));
      return;
    }
    parts.decider().decide(plan, concluded);
  }

  /** What becomes of a request once it is decided. */
  private final class Concluded implements Answer<Decision> {
    private final Policy rules;
    private final GatewayRequest request;
    private final Consumer<Admission> answer;

    Concluded(Policy rules, GatewayRequest request, Consumer<Admission> answer) {
      this.rules = rules;
      this.request = request;
      this.answer = answer;
    }

    @Override
    public void value(Decision decision) {
      Admission admission;
      try {
        admission = admission(decision);
      } catch (RuntimeException | AssertionError failed) {
        LOG.log(System.Logger.Level.ERROR, "a decision could not be answered", failed);
        giveBack(decision);
        admission = Answers.failed();
      }
      answer.accept(admission);
    }

    private Admission admission(Decision decision) {
      List<Field> fields = new ArrayList<>(4);
      Dialect dialect = rules.dialect(decision.plan().call().operation());
      dialect.write(decision, (name, value) -> fields.add(new Field(name, value)));
      Refusal refusal = dialect.refusal(decision);
      return refusal == null ? forward(decision, fields) : Answers.of(refusal, fields);
    }

    @Override
    public void failure(Exception cause) {
      answer.accept(Answers.storeSilent());
    }

    private Admission forward(Decision decision, List<Field> fields) {
      if (!(decision instanceof Decision.Allowed allowed)) {
        throw new AssertionError("no problem and not allowed: " + decision);
      }
      ReservedPassage passage = passage(allowed);
      List<String> removed = request.peerTrusted() ? List.of() : believedFields;
      return passages.ids().begin(passage.reservation())
          ? new Admission.Forward(fields, removed, List.of(), passage)
          : Answers.stillRunning(fields);
    }

    /**
     * What never got on its way costs nothing, whatever the table of charges says; a repetition had
     * taken nothing.
     */
    private void giveBack(Decision decision) {
      if (decision instanceof Decision.Allowed allowed
          && allowed.taken().repetition() == Taken.Repetition.FIRST) {
        passage(allowed).neverBegan();
      }
    }

    private ReservedPassage passage(Decision.Allowed allowed) {
      return new ReservedPassage(
          passages, allowed.reservation(), rules.charges(), counting(allowed));
    }

    /** A call that was repeated settles nothing anew. */
    private @Nullable Counting counting(Decision.Allowed allowed) {
      Operation operation = allowed.plan().call().operation();
      Counting.Rules own =
          new Counting.Rules(
              allowed.plan().snapshot().prices().rule(operation),
              rules.charges(),
              rules.dialect(operation));
      boolean first = allowed.taken().repetition() == Taken.Repetition.FIRST;
      Unpacking.Coding coding = Unpacking.Coding.of(request.field("Content-Encoding"));
      return first && own.settles() ? new Counting(own, allowed, coding, passages.kit()) : null;
    }
  }
}
