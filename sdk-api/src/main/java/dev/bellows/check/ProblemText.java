package dev.bellows.check;

import dev.bellows.check.Problem.Severity;

/**
 * A kind of problem in words, the same for every job that has it.
 *
 * @param severity what it does to a job
 * @param field the field in which it is found, such as {@code executors.memory}; {@code *} stands for any name
 * @param meaning what is wrong, in one sentence
 * @param remedy what to do, in one sentence
 */
public record ProblemText(Severity severity, String field, String meaning, String remedy) {
    /** The text of an error. */
    public static ProblemText error(String field, String meaning, String remedy) {
        return new ProblemText(Severity.ERROR, field, meaning, remedy);
    }

    /** The text of a warning. */
    public static ProblemText warning(String field, String meaning, String remedy) {
        return new ProblemText(Severity.WARNING, field, meaning, remedy);
    }

    /** The text of a piece of advice. */
    public static ProblemText advice(String field, String meaning, String remedy) {
        return new ProblemText(Severity.ADVICE, field, meaning, remedy);
    }
}
