package dev.bellows.compile;

import dev.bellows.job.SparkVersion;

/**
 * What a line of Spark does with a job on Kubernetes, where the lines differ: one row a line.
 *
 * @param connectPort whether pod and Service name the port of Spark Connect
 * @param connectProtocol the protocol that the Service names for that port, or empty
 * @param networkPolicy whether executors come with a NetworkPolicy
 * @param minimumOverhead whether the least memory overhead is a conf ({@code spark.driver.minMemoryOverhead})
 * @param executorGrace whether the executors' grace period is a conf that beats the template
 * @param driverByPodIp whether executors dial the driver's pod IP unless told otherwise
 * @param namesUnreadyDriver whether the Service says that it publishes no addresses that are not ready
 * @param namesProxyUser whether the driver's user is whom Spark impersonates
 * @param resizable whether executors say that their CPU and memory may be resized in place
 * @param escalationForbidden whether Spark's containers may not gain privileges, whatever a job says
 * @param batchSize how many executors the allocator asks for at once
 * @param claimAccess the access mode of the volume claims that Spark makes
 */
record SparkLine(
        boolean connectPort,
        String connectProtocol,
        boolean networkPolicy,
        boolean minimumOverhead,
        boolean executorGrace,
        boolean driverByPodIp,
        boolean namesUnreadyDriver,
        boolean namesProxyUser,
        boolean resizable,
        boolean escalationForbidden,
        int batchSize,
        String claimAccess) {
    private static final String ONE_NODE = "ReadWriteOnce";
    private static final String ONE_POD = "ReadWriteOncePod";

    private static final SparkLine V3_5 =
            new SparkLine(false, "", false, false, false, false, false, false, false, false, 5, ONE_NODE);
    private static final SparkLine V4_0 =
            new SparkLine(false, "", false, true, false, false, false, false, false, false, 10, ONE_POD);
    private static final SparkLine V4_1 =
            new SparkLine(true, "", false, true, true, false, false, false, false, false, 10, ONE_POD);
    private static final SparkLine V4_2 =
            new SparkLine(true, "grpc", true, true, true, false, false, false, true, false, 20, ONE_POD);
    private static final SparkLine V4_3 =
            new SparkLine(true, "grpc", true, true, true, true, true, true, true, true, 20, ONE_POD);

    static SparkLine of(SparkVersion version) {
        return switch (version) {
            case V3_5 -> V3_5;
            case V4_0 -> V4_0;
            case V4_1 -> V4_1;
            case V4_2 -> V4_2;
            case V4_3 -> V4_3;
        };
    }
}
