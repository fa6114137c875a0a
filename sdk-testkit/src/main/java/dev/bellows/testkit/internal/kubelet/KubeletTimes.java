package dev.bellows.testkit.internal.kubelet;

import java.time.Duration;

/**
 * How long a kubelet waits where no pod says it.
 *
 * @param memoryCheck between two looks at how much memory its pods use
 * @param afterHook for a process to end that is stopped because its hook took the whole grace period
 * @param stragglers for what holds the output of a process that has ended
 */
record KubeletTimes(Duration memoryCheck, Duration afterHook, Duration stragglers) {
    static final KubeletTimes DEFAULT =
            new KubeletTimes(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(2));
}
