package dev.bellows.check;

/**
 * Something wrong with a job, said so that its reader can mend it.
 *
 * @param code a stable identifier, such as {@code MEMORY_UNIT}; it never changes its meaning
 * @param severity whether the job is refused
 * @param field where, as a path in the job, such as {@code executors.memory}
 * @param seen the value that was found; never the value of a secret
 * @param expected what would be accepted
 * @param fix what to do, in one sentence
 */
public record Problem(String code, Severity severity, String field, String seen, String expected, String fix) {
    /** How bad a problem is. */
    public enum Severity {
        /** The job is refused. */
        ERROR,
        /** The job runs, but probably not as meant. */
        WARNING,
        /** The job runs as meant; something would make it better. */
        ADVICE
    }

    /** A problem of a kind. */
    public static Problem of(ProblemCode code, String field, String seen, String expected, String fix) {
        return new Problem(code.name(), code.text().severity(), field, seen, expected, fix);
    }

    /** Whether the job is refused. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        return "%s [%s] %s: %s (expected: %s). %s".formatted(severity, code, field, seen, expected, fix);
    }
}
