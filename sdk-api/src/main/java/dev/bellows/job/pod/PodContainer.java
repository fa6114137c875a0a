package dev.bellows.job.pod;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.bellows.job.BellowsStyle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** A container beside Spark's: one that runs before it, or one that runs along with it. Immutable. */
@Value.Immutable
@BellowsStyle
@JsonSerialize(as = ImmutablePodContainer.class)
@JsonDeserialize(as = ImmutablePodContainer.class)
public abstract class PodContainer {
    PodContainer() {}

    /** A builder of a container with a name. */
    public static PodContainerBuilder named(String name) {
        return new PodContainerBuilder(name);
    }

    /** The container's name, a DNS-1123 label. */
    @Value.Default
    public String name() {
        return "";
    }

    /** The image; default: the job's. */
    public abstract Optional<String> image();

    /** What runs, instead of the image's entry point. */
    public abstract List<String> command();

    /** The arguments. */
    @Value.Redacted
    public abstract List<String> args();

    /** Environment variables. */
    @Value.Redacted
    public abstract Map<String, String> env();

    /** Environment variables whose values come from elsewhere, secrets among them. */
    public abstract Map<String, EnvSource> envSources();

    /** The CPU that it requests, as a Kubernetes quantity. */
    public abstract Optional<String> cpu();

    /** The memory that it requests and may use at most, as a Kubernetes quantity. */
    public abstract Optional<String> memory();

    /** Volumes of the pod that it mounts. */
    public abstract List<ContainerMount> mounts();

    /** TCP ports that it listens on. */
    public abstract List<Integer> ports();
}
