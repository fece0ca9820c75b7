package dev.headgate.client.profile;

import org.jspecify.annotations.Nullable;

/**
 * One way in which responses say where a caller stands; a dialect is a list of them. Each names the
 * limit it speaks of, by which the limit's gate is found.
 */
public sealed interface FieldForm {

  /**
   * The fields of the IETF draft, in all its forms; the limits name themselves.
   *
   * @param prefix before the names of the fields; what a prefix announces is not yet enforced
   */
  record Ietf(String prefix) implements FieldForm {}

  /**
   * Three fields with one number each.
   *
   * @param name of the limit
   * @param limit field of the quota
   * @param remaining field of what is left
   * @param reset field of when it is renewed
   * @param kind how the reset is to be understood
   * @param nameField a field that names the limit instead, for example a bucket; null if none
   */
  record Triple(
      String name,
      String limit,
      String remaining,
      String reset,
      ResetKind kind,
      @Nullable String nameField)
      implements FieldForm {}

  /** A bucket that says how much it gets every so many seconds. */
  record Filled(String name, String limit, String remaining, String interval, String fill)
      implements FieldForm {}

  /**
   * {@code used/limit} somewhere in a field.
   *
   * @param refillSeconds how long the empty budget takes to be whole
   */
  record Used(String name, String field, long refillSeconds) implements FieldForm {}

  /** Lists of {@code limit:seconds} and of {@code count:seconds}. */
  record Counted(String name, String limits, String counts) implements FieldForm {}

  /** {@code throttleStatus} in the body of GraphQL, with the cost of the query. */
  record GraphCost(String name) implements FieldForm {}
}
