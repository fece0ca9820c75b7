package dev.headgate.core.reply;

/**
 * What a caller is answered instead of a response.
 *
 * @param status HTTP status
 * @param mediaType of the body
 * @param body as text, sent in UTF-8
 */
public record Refusal(int status, String mediaType, String body) {}
