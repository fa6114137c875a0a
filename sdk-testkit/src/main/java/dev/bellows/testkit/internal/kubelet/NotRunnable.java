package dev.bellows.testkit.internal.kubelet;

/** Says why this node can never run a container, as a container runtime says that a command cannot be started. */
final class NotRunnable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotRunnable(String message) {
        super(message);
    }
}
