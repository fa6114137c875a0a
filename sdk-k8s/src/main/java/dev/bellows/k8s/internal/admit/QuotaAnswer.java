package dev.bellows.k8s.internal.admit;

/**
 * Whether quotas have room for a run.
 *
 * @param reason what is short, or empty
 */
record QuotaAnswer(Kind kind, String reason) {
    static final QuotaAnswer ROOM = new QuotaAnswer(Kind.ROOM, "");
    static final QuotaAnswer UNKNOWN = new QuotaAnswer(Kind.UNKNOWN, "");

    enum Kind {
        /** It may go. */
        ROOM,
        /** Nobody knows yet. */
        UNKNOWN,
        /** Not now. */
        SHORT,
        /** Not even if nothing else were there. */
        NEVER
    }
}
