package dev.bellows.conformance.local;

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

    LocalCluster cluster() {
        return Objects.requireNonNull(cluster);
    }

    SparkKubernetes spark() {
        return Objects.requireNonNull(spark);
    }
}
