package dev.headgate.server.job;

/**
 * A response to a call of a job.
 *
 * @param call the call
 * @param status of the response
 * @param body of the response, as text
 */
public record JobAnswer(JobCall call, int status, String body) {}
