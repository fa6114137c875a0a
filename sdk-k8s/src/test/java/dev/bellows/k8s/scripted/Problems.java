package dev.bellows.k8s.scripted;

import dev.bellows.k8s.port.ClusterException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an API server answers when it does not do what it was asked. */
public final class Problems {
    private Problems() {}

    /** 404. */
    public static ClusterException notFound(String what) {
        return of(404, "NotFound", what + " not found");
    }

    /** 409 of a create. */
    public static ClusterException exists(String what) {
        return of(409, "AlreadyExists", what + " already exists");
    }

    /** 409 of a precondition. */
    public static ClusterException conflict(String what) {
        return of(409, "Conflict", what);
    }

    /** 401. */
    public static ClusterException unauthorized() {
        return of(401, "Unauthorized", "Unauthorized");
    }

    /** 403 for want of rights. */
    public static ClusterException forbidden() {
        return of(403, "Forbidden", "pods is forbidden: User \"submitter\" cannot create resource \"pods\"");
    }

    /** 403 of a quota. */
    public static ClusterException quota() {
        return of(403, "Forbidden", "pods \"x\" is forbidden: exceeded quota: jobs, requested: pods=1, used: pods=5");
    }

    /** 410 of a watch. */
    public static ClusterException expired() {
        return of(410, "Expired", "too old resource version");
    }

    /** 503. */
    public static ClusterException unavailable() {
        return of(503, "ServiceUnavailable", "try later");
    }

    /** 429 with the seconds to wait. */
    public static ClusterException tooMany(int seconds) {
        return new ClusterException(
                429, "TooManyRequests", "slow down", List.of(), Optional.of(Duration.ofSeconds(seconds)));
    }

    /** No answer. */
    public static ClusterException reset() {
        return ClusterException.noAnswer("connection reset");
    }

    private static ClusterException of(int code, String reason, String message) {
        return new ClusterException(code, reason, message, List.of(), Optional.empty());
    }
}
