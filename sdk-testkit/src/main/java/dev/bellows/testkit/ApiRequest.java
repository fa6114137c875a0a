package dev.bellows.testkit;

import java.time.Instant;

/**
 * One request that the API server of a {@link LocalCluster} has answered.
 *
 * @param time when its answer began
 * @param method the HTTP method
 * @param uri path and query
 * @param status the HTTP status
 */
public record ApiRequest(Instant time, String method, String uri, int status) {}
