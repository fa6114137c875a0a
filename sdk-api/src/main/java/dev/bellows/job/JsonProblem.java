package dev.bellows.job;

import static dev.bellows.check.ProblemText.error;

import dev.bellows.check.ProblemCode;
import dev.bellows.check.ProblemText;

/** What can be wrong with a text that should hold a job. */
enum JsonProblem implements ProblemCode {
    JSON_NULL(error("*", "A field is null.", "Leave out what is not set.")),
    JSON_SYNTAX(error("line *, column *", "The text is no JSON object, or has a field twice.", "Correct the text.")),
    JSON_TYPE(error("*", "A value has the wrong form.", "Correct the value or remove the field.")),
    JSON_UNKNOWN_FIELD(error("*", "A job has no such field.", "Correct its name or remove it."));

    private final ProblemText text;

    JsonProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
