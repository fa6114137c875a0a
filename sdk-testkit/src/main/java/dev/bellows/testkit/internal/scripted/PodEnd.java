package dev.bellows.testkit.internal.scripted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Brings about what a script, or a fault, has in store for a pod whose container runs. */
final class PodEnd {
    private static final Duration BACK = Duration.ofSeconds(5);
    private static final String LOW = "The node was low on resource: memory.";
    private static final String EXIT_EXCEPTION = "spark.exit-exception";

    private final ScriptedKubelet kubelet;
    private final PodLife life;

    PodEnd(ScriptedKubelet kubelet, PodLife life) {
        this.kubelet = kubelet;
        this.life = life;
    }

    void meet(Ending ending) {
        PodWriter writer = life.writer();
        switch (ending.kind()) {
            case EXIT -> exit(ending);
            case OUT_OF_MEMORY -> life.end(ending.exitCode(), "OOMKilled");
            case EVICTED -> pushOut(ending, "Evicted", LOW);
            case EVICTED_BARE -> life.close(PodReports.bare(PodReports.failed(PodReports.patch(), "Evicted", LOW)));
            case SHUT_DOWN ->
                pushOut(ending, "Terminated", "Pod was terminated in response to imminent node shutdown.");
            case GOES_BACK -> {
                writer.report(PodReports.phase("Pending"));
                life.whileRunning(BACK, () -> writer.report(PodReports.phase("Running")));
            }
            case PREEMPTED -> {
                life.disrupt(
                        "PreemptionByScheduler", "default-scheduler: preempting to accommodate a higher priority pod");
                writer.delete();
            }
            case DELETED -> writer.delete();
            case NODE_LOST -> kubelet.lose(life.node());
            case HANGS -> kubelet.spark().stopping(life);
        }
    }

    private void exit(Ending ending) {
        if (ending.exitCode() == 0) {
            kubelet.spark().stopping(life);
        }
        if (!ending.exception().isEmpty()) {
            life.writer().annotate(EXIT_EXCEPTION, ending.exception());
        }
        life.end(ending.exitCode(), ending.exitCode() == 0 ? "Completed" : "Error");
    }

    private void pushOut(Ending ending, String reason, String message) {
        ObjectNode report = life.ended(ending.exitCode(), "Error", null, false);
        PodReports.disrupted(report, life.now(), "TerminationByKubelet", message);
        life.close(PodReports.failed(report, reason, message));
    }
}
