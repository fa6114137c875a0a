package dev.bellows.testkit.internal.door;

import java.time.Instant;

/**
 * One answered request.
 *
 * @param time when its answer began
 * @param user who sent it; empty if the token was missing or unknown
 * @param method the HTTP method
 * @param uri path and query
 * @param status the HTTP status
 */
public record Request(Instant time, String user, String method, String uri, int status) {}
