package dev.bellows.conformance;

import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.k8s.internal.fabric8.Connection;
import java.time.Duration;
import java.util.Optional;

/** A connection of its own whose time can be skipped. */
public final class SkippingConnection implements AutoCloseable {
    private final SkippingTimeSource time = new SkippingTimeSource();
    private final SparkKubernetes spark;

    private SkippingConnection(Connection connection, String namespace) {
        spark = SparkKubernetes.over(
                connection.cluster(), time, ConnectOptions.ambient().namespace(namespace));
    }

    /** A connection with the rights of a kubeconfig. */
    public static SkippingConnection open(String kubeconfig, String namespace) {
        return new SkippingConnection(
                Connection.open(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(kubeconfig)),
                namespace);
    }

    public SparkKubernetes spark() {
        return spark;
    }

    /** For the SDK it is so much later from now on. */
    public void skip(Duration time) {
        this.time.skip(time);
    }

    @Override
    public void close() {
        spark.close();
    }
}
