package dev.bellows.k8s.internal.supervise;

import java.util.OptionalInt;

/** Pods as the tests of this package tell them. */
final class Facts {
    static final String UID = "driver-1";

    private Facts() {}

    static PodFacts unscheduled() {
        return pod(UID, "Pending", "", "Unschedulable", ContainerFacts.UNKNOWN);
    }

    static PodFacts preparing() {
        return waiting("ContainerCreating");
    }

    static PodFacts waiting(String reason) {
        return pod(
                UID,
                "Pending",
                "node-1",
                "",
                new ContainerFacts(reason, "said so", false, OptionalInt.empty(), "", ""));
    }

    static PodFacts running() {
        return pod(UID, "Running", "node-1", "", new ContainerFacts("", "", true, OptionalInt.empty(), "", ""));
    }

    static PodFacts exited(int code, String reason, String lastWords) {
        return pod(
                UID,
                code == 0 ? "Succeeded" : "Failed",
                "node-1",
                "",
                new ContainerFacts("", "", false, OptionalInt.of(code), reason, lastWords));
    }

    static PodFacts failed(String reason) {
        return pod(UID, "Failed", "node-1", reason, ContainerFacts.UNKNOWN);
    }

    static PodFacts pod(String uid, String phase, String node, String reason, ContainerFacts container) {
        return new PodFacts(uid, "daily-1-driver", phase, node, reason, "", "", container);
    }

    static PodFacts executor(String uid, String owner, ContainerFacts container) {
        return new PodFacts(uid, "daily-1-exec-1", "Running", "node-1", "", "", owner, container);
    }
}
