package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;
import static dev.bellows.check.ProblemText.warning;

/** What can be wrong with who a job is and where it runs. */
enum IdentityProblem implements ProblemCode {
    IMAGE_INVALID(error("*image", "The text is no image reference.", "Write [registry/]repository[:tag][@digest].")),
    IMAGE_MISSING(error("image", "The job names no image.", "Set the image that holds Spark with image(...).")),
    IMAGE_NOT_PINNED(warning(
            "*image",
            "The tag may move: a retry may run another program than the first attempt.",
            "Name a fixed tag or a digest.")),
    NAME_INVALID(error(
            "name",
            "The name is no DNS-1123 label, and the objects of a run are named after it.",
            "Use lower-case letters, digits and hyphens, at most 63.")),
    NAME_MISSING(error("name", "The job has no name.", "Set it with name(...).")),
    NAMESPACE_INVALID(error("namespace", "The text cannot be the name of a namespace.", "Name an existing namespace.")),
    SERVICE_ACCOUNT_INVALID(error(
            "serviceAccount",
            "The text cannot be the name of a service account.",
            "Name an existing service account."));

    private final ProblemText text;

    IdentityProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
