package dev.bellows.k8s.internal.submit;

import dev.bellows.run.FailureKind;

/** What to do about a record that already has our name, or one that a driver of ours carries. Pure. */
enum Adoption {
    /** It is this run: go on with it. */
    ADOPT,
    /** It is being deleted: try again when it is gone. */
    WAIT;

    /**
     * Judges.
     *
     * @param what the object that has our name, for people
     */
    static Adoption judge(String what, RunRecord existing, RunRecord ours) throws Refusal {
        if (existing.runId().isEmpty() || !existing.runId().equals(ours.runId())) {
            throw new Refusal(FailureKind.NAME_TAKEN, what + " exists and does not belong to run " + text(ours) + ".");
        }
        if (existing.isTerminating()) {
            return WAIT;
        }
        if (!existing.client().equals(ours.client())) {
            throw new Refusal(
                    FailureKind.NAME_TAKEN,
                    "Run " + text(ours) + " belongs to client " + existing.client() + " (this one: " + ours.client()
                            + ").");
        }
        if (!existing.isReadable()) {
            throw new Refusal(
                    FailureKind.REJECTED,
                    "Run " + text(ours) + " was submitted by a newer Bellows. Use that version, or a new key.");
        }
        if (!existing.specHash().equals(ours.specHash())) {
            throw new Refusal(
                    FailureKind.KEY_CONFLICT,
                    "Run " + text(ours) + " was submitted before with another job or other files.");
        }
        return ADOPT;
    }

    private static String text(RunRecord record) {
        return record.runId().map(Object::toString).orElse("?");
    }
}
