package dev.bellows.job.pod;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.bellows.job.BellowsStyle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * What a pod has beside Spark's own settings: where it runs, what it mounts, what runs beside Spark. A job has one for both roles and one
 * for each; a role's own single values win, its lists and maps are added to the common ones. Immutable.
 */
@Value.Immutable
@BellowsStyle
@JsonSerialize(as = ImmutablePodShape.class)
@JsonDeserialize(as = ImmutablePodShape.class)
public abstract class PodShape {
    PodShape() {}

    /** A builder with nothing set. */
    public static PodShapeBuilder builder() {
        return new PodShapeBuilder();
    }

    /** Labels. */
    public abstract Map<String, String> labels();

    /** Annotations. */
    public abstract Map<String, String> annotations();

    /** Labels that the node must have. */
    public abstract Map<String, String> nodeSelector();

    /** Further wishes about the node. */
    public abstract List<NodeRule> nodeRules();

    /** Wishes to run near other pods or away from them. */
    public abstract List<PodRule> podRules();

    /** Even spreads of executors. */
    public abstract List<SpreadRule> spreadRules();

    /** Taints that the pod puts up with. */
    public abstract List<Toleration> tolerations();

    /** The PriorityClass. */
    public abstract Optional<String> priorityClass();

    /** The scheduler; default: the cluster's. */
    public abstract Optional<String> schedulerName();

    /** The RuntimeClass. */
    public abstract Optional<String> runtimeClass();

    /** The service account. */
    public abstract Optional<String> serviceAccount();

    /** The Secrets with which images are pulled. */
    public abstract List<String> imagePullSecrets();

    /** Volumes, each mounted into Spark's container. */
    public abstract List<PodVolume> volumes();

    /** Environment variables whose values come from elsewhere, secrets among them. */
    public abstract Map<String, EnvSource> envSources();

    /** Secrets and ConfigMaps whose keys all become environment variables. */
    public abstract List<EnvFrom> envFrom();

    /** Containers that run one after the other before Spark starts. */
    public abstract List<PodContainer> initContainers();

    /** Containers that run along with Spark and end after it; Kubernetes 1.29 or later. */
    public abstract List<PodContainer> sidecars();

    /** Where the pod's security differs from the default. */
    public abstract Optional<Security> security();

    /** Further lines of {@code /etc/hosts}. */
    public abstract List<HostAlias> hostAliases();

    /** How the pod resolves names. */
    public abstract Optional<Dns> dns();

    /** How long the pod may take to end before it is killed; Kubernetes' default is 30 seconds. */
    public abstract Optional<Integer> terminationGraceSeconds();

    /** What is laid over the finished pod. */
    @Value.Redacted
    public abstract Optional<PodPatch> patch();

    /** This shape with all that a more special one says added; single values of the special one win. */
    public PodShape with(PodShape special) {
        if (special.equals(PodShapeBuilder.NOTHING)) {
            return this;
        }
        if (equals(PodShapeBuilder.NOTHING)) {
            return special;
        }
        PodShapeBuilder both = new PodShapeBuilder();
        both.add(this, special);
        return both.build();
    }
}
