package dev.bellows.testkit.fault;

/** What can go wrong at one step. */
public enum FaultKind {
    /** 429 that asks to wait three seconds. */
    TOO_MANY_REQUESTS(Scope.CALLS),
    /** 429 without {@code Retry-After}. */
    TOO_MANY_REQUESTS_BARE(Scope.CALLS),
    /** 500. */
    INTERNAL_ERROR(Scope.CALLS),
    /** 503. */
    UNAVAILABLE(Scope.CALLS),
    /** 504. */
    GATEWAY_TIMEOUT(Scope.CALLS),
    /** 401 once: a token that had to be renewed. */
    UNAUTHORIZED(Scope.CALLS),
    /** The connection is never made. */
    CONNECT_TIMEOUT(Scope.CALLS),
    /** The connection is reset. */
    RESET(Scope.CALLS),
    /** Nothing comes back, and nothing says so. */
    HANG(Scope.CALLS),
    /** Eight seconds on the way. */
    SLOW(Scope.CALLS),
    /** Ten minutes on the way: a write that arrives when nobody waits for it any more. */
    STUCK(Scope.CALLS),
    /** The API server that answers lags behind the others. */
    STALE_READ(Scope.READS),
    /** The process dies. */
    PROCESS_DIES(Scope.ALL),
    /** The process stands still for ten minutes. */
    PROCESS_PAUSES(Scope.ALL),
    /** The process' clock jumps ten minutes ahead. */
    CLOCK_JUMPS_AHEAD(Scope.ALL),
    /** The process' clock jumps ten minutes back. */
    CLOCK_JUMPS_BACK(Scope.ALL),
    /** The API server answers nobody for ten minutes, and all watches end. */
    API_SERVER_DOWN(Scope.ALL),
    /** Somebody deletes the driver pod. */
    DRIVER_DELETED(Scope.ALL),
    /** Somebody deletes the record of the run. */
    RECORD_DELETED(Scope.ALL),
    /** Somebody takes the labels off the driver pod. */
    LABELS_REMOVED(Scope.ALL),
    /** The node pushes the driver out. */
    DRIVER_EVICTED(Scope.INCIDENTS),
    /** The node pushes the driver out, and says nothing of its containers. */
    DRIVER_EVICTED_BARE(Scope.INCIDENTS),
    /** The driver's container is killed above its memory limit. */
    DRIVER_OUT_OF_MEMORY(Scope.INCIDENTS),
    /** A more important pod takes the driver's place. */
    DRIVER_PREEMPTED(Scope.INCIDENTS),
    /** The driver's node dies. */
    NODE_DIES(Scope.INCIDENTS),
    /** For five seconds the driver's phase is Pending again. */
    PHASE_GOES_BACK(Scope.INCIDENTS),
    /** Somebody deletes the namespace with all that is in it. */
    NAMESPACE_DELETED(Scope.INCIDENTS),
    /** 403: what is to be created exceeds a quota. */
    QUOTA_EXCEEDED(Scope.CREATIONS),
    /** 403 from admission. */
    POD_SECURITY_REFUSES(Scope.CREATIONS),
    /** 422: a field is not valid. */
    INVALID(Scope.CREATIONS),
    /** 403: the rights do not allow it. */
    FORBIDDEN(Scope.REFUSALS),
    /** 409: somebody else has changed the object. */
    CONFLICT(Scope.PATCHES),
    /** The version to go on from is forgotten: 410. */
    WATCH_EXPIRES(Scope.WATCHES),
    /** The watch ends as if nothing were wrong. */
    WATCH_ENDS(Scope.WATCHES),
    /** The watch tells nothing any more, and does not end. */
    WATCH_FALLS_SILENT(Scope.WATCHES),
    /** The watch loses its bookmarks. */
    BOOKMARKS_LOST(Scope.OPENINGS),
    /** The event comes twice. */
    EVENT_DUPLICATED(Scope.EVENTS),
    /** The event comes half a minute late, and those behind it too. */
    EVENT_DELAYED(Scope.EVENTS),
    /** The event never comes, and the watch goes on as if nothing were wrong. */
    EVENT_DROPPED(Scope.EVENTS),
    /** The event comes after the next one. */
    EVENT_REORDERED(Scope.EVENTS);

    private final Scope scope;

    FaultKind(Scope scope) {
        this.scope = scope;
    }

    /** Whether it happens to pods or their namespace, or is the API server's last word: and not on the way to it and back. */
    public boolean isIncident() {
        return switch (scope) {
            case INCIDENTS, CREATIONS, REFUSALS, PATCHES -> true;
            default -> false;
        };
    }

    /** Whether this can happen at a step. */
    public boolean appliesTo(Step step) {
        boolean opening = step.verb().equals("watch");
        return switch (scope) {
            case ALL, INCIDENTS -> true;
            case CALLS, REFUSALS -> !step.isEvent();
            case CREATIONS -> step.verb().equals("create");
            case PATCHES -> step.verb().equals("patch");
            case READS -> step.isRead();
            case OPENINGS -> opening;
            case WATCHES -> opening || step.isEvent();
            case EVENTS -> step.isEvent();
        };
    }

    private enum Scope {
        ALL,
        CALLS,
        READS,
        OPENINGS,
        WATCHES,
        EVENTS,
        INCIDENTS,
        CREATIONS,
        REFUSALS,
        PATCHES
    }
}
