package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;

/** What can be wrong with environment variables whose values come from elsewhere. */
enum EnvSourceProblem implements ProblemCode {
    ENV_PREFIX_INVALID(error(
            "driver.pod.envFrom*",
            "Variables with this prefix would have no valid name.",
            "Use letters, digits, '_', '-' and '.', no digit in front.")),
    ENV_TWICE(error("driver.pod.envSources.*", "The variable has two values.", "Remove one of the two.")),
    FIELD_PATH_INVALID(error(
            "driver.pod.envSources.*",
            "Kubernetes does not give this field to containers.",
            "Use a field such as status.podIP or metadata.labels['team'].")),
    RESOURCE_NAME_INVALID(error(
            "driver.pod.envSources.*",
            "It is no request or limit of a container.",
            "Use a name such as limits.memory."));

    private final ProblemText text;

    EnvSourceProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
