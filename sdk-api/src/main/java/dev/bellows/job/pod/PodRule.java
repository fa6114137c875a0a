package dev.bellows.job.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Map;
import java.util.Optional;

/**
 * A wish to run near other pods or away from them.
 *
 * @param apart whether away from them
 * @param target which pods
 * @param labels for {@link Target#LABELLED}: the labels of those pods
 * @param topologyKey the node label that says what is near, such as {@value #NODE} or {@value #ZONE}
 * @param weight empty: the rule must hold; from 1 to 100: places that fulfil it are preferred this much
 */
public record PodRule(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean apart,
        @JsonProperty(required = true) Target target,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> labels,
        @JsonProperty(required = true) String topologyKey,
        Optional<Integer> weight) {
    /** The label that tells nodes apart. */
    public static final String NODE = "kubernetes.io/hostname";

    /** The label that tells zones apart. */
    public static final String ZONE = "topology.kubernetes.io/zone";

    private static final int STRONG = 100;

    /** Which pods a rule is about. */
    public enum Target {
        /** The executors of the same attempt. */
        EXECUTORS,
        /** The driver of the same attempt. */
        DRIVER,
        /** Pods with given labels. */
        LABELLED
    }

    /** Copies the labels. */
    public PodRule {
        labels = Map.copyOf(labels);
    }

    /** Prefers places with the same value of a label, such as one zone, as the executors of the job. */
    public static PodRule nearExecutors(String topologyKey) {
        return new PodRule(false, Target.EXECUTORS, Map.of(), topologyKey, Optional.of(STRONG));
    }

    /** Prefers places with the same value of a label, such as one zone, as the driver of the job. */
    public static PodRule nearDriver(String topologyKey) {
        return new PodRule(false, Target.DRIVER, Map.of(), topologyKey, Optional.of(STRONG));
    }

    /** Prefers places with another value of a label, such as another node, than the executors of the job. */
    public static PodRule awayFromExecutors(String topologyKey) {
        return new PodRule(true, Target.EXECUTORS, Map.of(), topologyKey, Optional.of(STRONG));
    }

    /** Prefers places near pods with given labels. */
    public static PodRule near(Map<String, String> labels, String topologyKey) {
        return new PodRule(false, Target.LABELLED, labels, topologyKey, Optional.of(STRONG));
    }

    /** Prefers places away from pods with given labels. */
    public static PodRule awayFrom(Map<String, String> labels, String topologyKey) {
        return new PodRule(true, Target.LABELLED, labels, topologyKey, Optional.of(STRONG));
    }

    /** The same as a condition without which the pod is not placed. */
    public PodRule required() {
        return new PodRule(apart, target, labels, topologyKey, Optional.empty());
    }

    /** The same with a weight from 1 to 100. */
    public PodRule preferred(int weight) {
        return new PodRule(apart, target, labels, topologyKey, Optional.of(weight));
    }
}
