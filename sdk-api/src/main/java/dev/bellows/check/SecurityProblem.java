package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;

/** What can be wrong with security and patches of pods. */
enum SecurityProblem implements ProblemCode {
    CAPABILITY_INVALID(error(
            "driver.pod.security.*", "Linux has no such capability.", "Write it in capitals, without CAP_ in front.")),
    ID_RANGE(error(
            "driver.pod.security", "Users and groups are numbers from 0 to 2147483647.", "Correct the user or group.")),
    PATCH_INVALID(error("driver.pod.patch", "The result would be no pod.", "Correct the patch.")),
    PATCH_NOT_RESTRICTED(error(
            "driver.pod.patch",
            "Pod Security \"restricted\" forbids what the patch does.",
            "Change the patch, or opt out with security(Security.relaxed()).")),
    PATCH_PROTECTED(error(
            "driver.pod.patch",
            "Bellows or Spark needs what the patch changes, or a typed setting says it.",
            "Take this part out of the patch.")),
    PATCH_SECRET(error(
            "driver.pod.patch",
            "The patch holds a secret, and pods are stored in the cluster in clear.",
            "Keep it in a Secret, and let the variable name that with valueFrom.")),
    PATCH_TOO_LARGE(error(
            "driver.pod.patch", "The patch would fill much of what the run's record may hold.", "Shorten the patch.")),
    SECURITY_NOT_RESTRICTED(error(
            "driver.pod.security.*",
            "Pod Security \"restricted\" forbids it.",
            "Remove it, or opt out with Security.relaxed()."));

    private final ProblemText text;

    SecurityProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
