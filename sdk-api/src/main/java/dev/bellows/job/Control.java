package dev.bellows.job;

import java.util.Optional;

/**
 * That the driver takes orders from inside: a small listener goes along with the job, serves requests on a port of the driver's pod alone,
 * and answers nobody who does not know the run's own key. It sets the number of executors of jobs that have a fixed one, has executors
 * decommissioned by id, and tells exactly who holds which shuffle data. A listener that cannot start changes nothing about the job.
 *
 * @param port the port; default {@value #DEFAULT_PORT}
 */
public record Control(Optional<Integer> port) {
    /** The port, unless the job names another one. */
    public static final int DEFAULT_PORT = 7080;

    /** Control by the usual port. */
    public static Control usual() {
        return new Control(Optional.empty());
    }

    /** Control by a port from 1024 to 65535 that nothing else in the pod listens at. */
    public static Control at(int port) {
        return new Control(Optional.of(port));
    }
}
