package dev.bellows.check;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.PodShape;
import dev.bellows.job.pod.Security;
import java.util.Map;
import java.util.TreeMap;

/**
 * The whole shape of one role's pods.
 *
 * @param field where the role's own part is, such as {@code driver.pod}
 * @param shape what is common and what the role adds
 * @param env the role's variables with plain values
 * @param driver whether it is the driver
 */
record PodRole(String field, PodShape shape, Map<String, String> env, boolean driver) {
    static PodRole ofDriver(SparkJob job) {
        return new PodRole(
                "driver.pod", job.driverShape(), both(job.env(), job.driver().env()), true);
    }

    static PodRole ofExecutors(SparkJob job) {
        return new PodRole(
                "executors.pod",
                job.executorShape(),
                both(job.env(), job.executors().env()),
                false);
    }

    /** Whether the job has not opted out of Pod Security "restricted" for these pods. */
    boolean isRestricted() {
        return shape.security()
                .flatMap(Security::profile)
                .filter(profile -> profile != Security.Profile.RESTRICTED)
                .isEmpty();
    }

    private static Map<String, String> both(Map<String, String> common, Map<String, String> own) {
        Map<String, String> all = new TreeMap<>(common);
        all.putAll(own);
        return all;
    }
}
