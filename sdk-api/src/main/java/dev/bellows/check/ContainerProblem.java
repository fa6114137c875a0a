package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;

/** What can be wrong with containers beside Spark's. */
enum ContainerProblem implements ProblemCode {
    CONTAINER_MOUNT_UNKNOWN(error(
            "driver.pod.sidecars.*",
            "The pod has no volume of this name.",
            "Add the volume with volume(...), or correct its name.")),
    CONTAINER_NAME_INVALID(error(
            "driver.pod.sidecars.*",
            "Kubernetes refuses the container's name.",
            "Use lower-case letters, digits and hyphens.")),
    CONTAINER_TWICE(error(
            "driver.pod.sidecars.*", "Two containers of a pod have the same name.", "Rename or remove one of them.")),
    PORT_INVALID(error("driver.pod.sidecars.*", "Ports are numbers from 1 to 65535.", "Correct the port."));

    private final ProblemText text;

    ContainerProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
