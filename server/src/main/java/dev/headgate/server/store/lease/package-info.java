/**
 * What a node may decide by itself between two words with the store: parts of leased limits that it
 * has drawn, and parts of optimistic limits that it uses before the store knows.
 *
 * <p>Model: for each rule and key in use one allowance. A leased one is prepaid: a parcel is taken
 * from the store as an ordinary claim, spent here, and what is left goes back by settling it. An
 * optimistic one is postpaid: spent here up to a budget, then taken from the store in one claim.
 *
 * <p>Invariants: leased: every unit spent was taken from the store before, and is spent while the
 * meter still counts it ({@code Meter.spendableUntil}), by the node's monotonic clock; so nothing
 * is ever over, whatever answers are lost. Optimistic: what a node has granted and the store has
 * not acknowledged never exceeds its budget; so what all grant in any stretch exceeds what the
 * store grants in it by at most nodes x budget, and is taken from the store as soon as it has room
 * again.
 *
 * <p>Threads: safe for all threads; an allowance is its own monitor, under which nothing is called.
 *
 * <p>Failure: a draw that fails or is not answered is lost to the limit, never to the caller, who
 * is decided by the store itself.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.store.lease;
