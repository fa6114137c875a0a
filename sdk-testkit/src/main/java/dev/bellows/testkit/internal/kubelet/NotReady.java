package dev.bellows.testkit.internal.kubelet;

/**
 * Says why a container cannot start yet. The pod stays Pending and is tried again when an object of its namespace changes.
 */
final class NotReady extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What a kubelet reports: the container's waiting reason, and the reason of the event. */
    enum Step {
        VOLUME("ContainerCreating", "FailedMount"),
        CONFIGURATION("CreateContainerConfigError", "Failed");

        final String waitingReason;
        final String eventReason;

        Step(String waitingReason, String eventReason) {
            this.waitingReason = waitingReason;
            this.eventReason = eventReason;
        }
    }

    private final Step step;

    NotReady(Step step, String message) {
        super(message);
        this.step = step;
    }

    Step step() {
        return step;
    }
}
