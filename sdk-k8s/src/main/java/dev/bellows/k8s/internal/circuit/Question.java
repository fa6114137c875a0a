package dev.bellows.k8s.internal.circuit;

import dev.bellows.k8s.port.ClusterException;

/** What a request asks, by which it is judged what its failure says of the API server. */
enum Question {
    /** The API server and its store answer it alone. */
    READ,

    /** Webhooks have a say too: one that fails, perhaps for a single namespace, shows as 500. */
    WRITE,

    /** A pod or its node answers it, which may fail while the API server is well. */
    POD;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int INTERNAL_ERROR = 500;
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    /** Tells the circuit what a failure says, if anything. */
    void report(Circuit circuit, ClusterException problem) {
        report(circuit, problem, false);
    }

    /**
     * The same.
     *
     * @param asked whether it was the circuit's own question
     */
    void report(Circuit circuit, ClusterException problem, boolean asked) {
        int code = problem.code();
        if (code != 0 && code != TOO_MANY_REQUESTS && code < INTERNAL_ERROR) {
            // What is refused for a reason is answered.
            circuit.answered();
        } else if (isOfTheServer(code)) {
            circuit.failed(problem, asked);
        }
    }

    private boolean isOfTheServer(int code) {
        return switch (this) {
            case READ -> true;
            case WRITE -> code < INTERNAL_ERROR || (code >= BAD_GATEWAY && code <= GATEWAY_TIMEOUT);
            case POD -> false;
        };
    }
}
