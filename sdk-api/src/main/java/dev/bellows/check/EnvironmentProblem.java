package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;

/** What can be wrong with environment variables. */
enum EnvironmentProblem implements ProblemCode {
    ENV_NAME_INVALID(
            error("env", "Kubernetes refuses the name.", "Use letters, digits, '_', '-' and '.', no digit in front.")),
    ENV_RESERVED(error("env.*", "Spark sets this variable on every pod.", "Remove it.")),
    ENV_SECRET(error(
            "env.*",
            "It is a secret, and the value is stored in the cluster in clear.",
            "Keep it in a Secret and name that with pod(p -> p.env(name, SecretRef.of(secret, key))).")),
    ENV_VALUE_INVALID(error(
            "env.*",
            "The image reads variables line by line: a line break would make two of one.",
            "Remove control characters, or put the text into a file."));

    private final ProblemText text;

    EnvironmentProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
