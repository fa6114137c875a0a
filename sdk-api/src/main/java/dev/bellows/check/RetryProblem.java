package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;

/** How a policy for failed attempts can contradict itself, or the job. */
enum RetryProblem implements ProblemCode {
    REMEDY_CEILING(error(
            "options.retry.remedy.*",
            "The job has as much already, so that the remedy could never change anything.",
            "Raise the ceiling, or remove it.")),
    REMEDY_UNUSED(error(
            "options.retry.remedy.*",
            "What the remedy would mend is not tried again, or the job has none of it.",
            "Add the failure with Retry.on(...), or remove the remedy.")),
    RETRY_KIND(error(
            "options.retry.kinds",
            "No attempt can follow such a failure: it ends the run, or kept it from beginning.",
            "Remove it from Retry.on(...); for LOST use retryWhenUnreachable().")),
    RETRY_WITHOUT_ATTEMPTS(error(
            "options.retry",
            "The policy says how to try again, and allows one attempt only.",
            "Allow more with Retry.upTo(n), or remove the rest."));

    private final ProblemText text;

    RetryProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
