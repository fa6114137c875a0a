package dev.bellows.check;

import java.util.Arrays;

/** Who acts on a conf key when a job runs on Kubernetes. */
enum ConfReader {
    /** Driver and executors. */
    BOTH("", ""),
    /** The driver only. */
    DRIVER("driver", ""),
    /** Executors only. */
    EXECUTOR("executor", ""),
    /** Whoever makes the driver pod. */
    DRIVER_POD("driver-pod", ""),
    /** The process of spark-submit, which there is not. */
    SUBMITTER("submitter", "only spark-submit reads it."),
    /** YARN. */
    YARN("yarn", "it is read on YARN only."),
    /** Mesos. */
    MESOS("mesos", "it is read on Mesos only."),
    /** The master and the workers of a standalone cluster. */
    STANDALONE("standalone", "it is read by standalone clusters only."),
    /** The history server. */
    HISTORY_SERVER("history-server", "it is read by the history server only."),
    /** Spark's own tests. */
    TESTS("tests", "Spark reads it in its own tests only."),
    /** Nobody. */
    NOBODY("nobody", "no released Spark reads it.");

    private final String text;
    private final String absence;

    ConfReader(String text, String absence) {
        this.text = text;
        this.absence = absence;
    }

    static ConfReader of(String text) {
        return Arrays.stream(values())
                .filter(reader -> reader.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no reader " + text));
    }

    /** Whether a job on Kubernetes has this reader. */
    boolean isPresent() {
        return absence.isEmpty();
    }

    /** Why the key has no effect; empty if it has one. */
    String absence() {
        return absence;
    }
}
