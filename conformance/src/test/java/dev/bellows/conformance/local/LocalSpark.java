package dev.bellows.conformance.local;

import dev.bellows.Need;
import dev.bellows.conformance.spark.SparkDistribution;
import dev.bellows.job.SparkVersion;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.testkit.LocalCluster;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A cluster of real Spark processes for all tests of a class, and a connection to it. */
final class LocalSpark implements BeforeAllCallback, AfterAllCallback {
    private @Nullable LocalCluster cluster;
    private @Nullable SparkKubernetes spark;

    @Override
    public void beforeAll(ExtensionContext tests) {
        cluster = LocalCluster.start();
        spark = cluster.connect();
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        if (spark != null) {
            spark.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    /** A cluster of another line's processes; the test is skipped where its distribution was not fetched. */
    static LocalCluster start(SparkVersion line) {
        if (line == SparkVersion.V4_1) {
            return LocalCluster.start();
        }
        SparkDistribution fetched = Need.orLeftOut(SparkDistribution.of(line), SparkDistribution.missing(line));
        return LocalCluster.builder()
                .spark(dev.bellows.testkit.SparkDistribution.ofHome(fetched.home()))
                .start();
    }

    LocalCluster cluster() {
        return Objects.requireNonNull(cluster);
    }

    SparkKubernetes spark() {
        return Objects.requireNonNull(spark);
    }
}
