package dev.bellows.check;

import dev.bellows.job.SparkJob;
import java.util.Set;

/** Checks control from inside. */
final class ControlChecks {
    private static final int LEAST = 1024;
    private static final int MOST = 65535;

    /** The driver's own ports, which are fixed. */
    private static final Set<Integer> FIXED = Set.of(7078, 7079);

    private ControlChecks() {}

    static void check(SparkJob job, Findings findings) {
        job.control()
                .flatMap(control -> control.port())
                .filter(port -> port < LEAST || port > MOST || isTaken(port, job))
                .ifPresent(port -> findings.report(
                        ControlProblem.CONTROL_PORT,
                        "control.port",
                        port.toString(),
                        "a free port from " + LEAST + " to " + MOST));
    }

    private static boolean isTaken(int port, SparkJob job) {
        return FIXED.contains(port)
                || job.conf().getOrDefault("spark.ui.port", "4040").trim().equals(Integer.toString(port));
    }
}
