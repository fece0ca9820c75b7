/**
 * Jobs: many calls of one program to somebody else's API, made once, over hours and restarts.
 *
 * <p>Model: a file has a {@code JobCall} in each line; a {@code Journal} beside it says of each
 * line whether it is planned, sent or done. A {@code JobRun} makes what is left through the client,
 * so its calls keep to the provider's limits.
 *
 * <p>Invariants: a line is marked sent before its first byte leaves, and done only by a response; a
 * call that must not be made twice and was sent without an answer is reported and never sent again;
 * the journal holds numbers of lines and statuses, no fields, no bodies and no credentials.
 *
 * <p>Threads: a run belongs to the thread that called it, and may be stopped by any; the journal is
 * safe for all threads.
 *
 * <p>Failure: a line that is no call is a problem with its number; a journal of another job, or in
 * use, is a {@code JournalException}; trouble with the provider is counted in the {@code
 * JobSummary}.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.job;
