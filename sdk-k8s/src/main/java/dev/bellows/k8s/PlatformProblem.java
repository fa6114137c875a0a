package dev.bellows.k8s;

import static dev.bellows.check.ProblemText.error;

import dev.bellows.check.Problem;
import dev.bellows.check.ProblemCode;
import dev.bellows.check.ProblemText;

/** What a platform may have against a job. */
enum PlatformProblem implements ProblemCode {
    PLATFORM_CONF_LOCKED(error(
            "conf.*",
            "The platform decides this key for all jobs, whichever setting of a job would write it.",
            "Remove the setting that writes it: conf, a preset, a typed setting, an option of the JVM, a patch.")),
    PLATFORM_IMAGE(error(
            "image", "The platform does not allow images from there.", "Use an image from a place that it allows.")),
    PLATFORM_LOCAL_FILE(error(
            "dependencies",
            "The platform does not allow jobs to take this file of the submitter's machine along.",
            "Name a file that it allows, or one that pods can reach by its URI.")),
    PLATFORM_NAMESPACE(error(
            "namespace", "The platform does not allow jobs in this namespace.", "Name a namespace that it allows.")),
    PLATFORM_SECURITY(error(
            "pod.security",
            "The platform decides what pods are held to.",
            "Remove the security settings and the patch of the job, or what needs them.")),
    PLATFORM_SERVICE_ACCOUNT(error(
            "serviceAccount",
            "The platform does not allow this service account.",
            "Name one that it allows, or none where it sets one."));

    private final ProblemText text;

    PlatformProblem(ProblemText text) {
        this.text = text;
    }

    /** The problem of a job. */
    Problem at(String field, String seen, String expected) {
        return Problem.of(this, field, seen, expected, text.remedy());
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
