package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;

/** What can be wrong with gang scheduling. */
enum GangProblem implements ProblemCode {
    GANG_QUEUE_INVALID(error("gang", "There is no queue or priority class of such a name.", "Correct the name.")),
    GANG_SCHEDULER(error(
            "gang",
            "The gang's scheduler places the pods, so the job cannot name another one.",
            "Remove schedulerName(...).")),
    GANG_TIMEOUT(error("gang", "Places must be held for a second or longer.", "Correct the timeout."));

    private final ProblemText text;

    GangProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
