package dev.bellows.k8s;

import static dev.bellows.check.ProblemText.error;

import dev.bellows.check.ProblemCode;
import dev.bellows.check.ProblemText;

/** What a platform may have against a job. */
enum PlatformProblem implements ProblemCode {
    PLATFORM_CONF_LOCKED(error("conf.*", "The platform sets this key for all jobs.", "Remove it from the job's conf.")),
    PLATFORM_IMAGE(error(
            "image", "The platform does not allow images from there.", "Use an image from a place that it allows.")),
    PLATFORM_NAMESPACE(error(
            "namespace", "The platform does not allow jobs in this namespace.", "Name a namespace that it allows."));

    private final ProblemText text;

    PlatformProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
