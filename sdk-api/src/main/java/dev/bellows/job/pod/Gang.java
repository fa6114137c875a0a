package dev.bellows.job.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/**
 * A scheduler or queue that makes room for the driver and its least number of executors together, so that jobs do not hold resources
 * while they wait for more. How much room that is follows from the job's sizes.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Gang.Volcano.class, name = "volcano"),
    @JsonSubTypes.Type(value = Gang.YuniKorn.class, name = "yunikorn"),
    @JsonSubTypes.Type(value = Gang.Kueue.class, name = "kueue")
})
public sealed interface Gang {
    /** The queue. */
    String queue();

    /** Volcano: a PodGroup reserves the resources of the driver and the least number of executors. */
    static Volcano volcano(String queue) {
        return new Volcano(queue, Optional.empty());
    }

    /** YuniKorn: placeholders hold the places of the driver and the least number of executors. */
    static YuniKorn yunikorn(String queue) {
        return new YuniKorn(queue, Optional.empty(), false);
    }

    /** Kueue: the driver is admitted by itself, and a fixed number of executors all at once. */
    static Kueue kueue(String localQueue) {
        return new Kueue(localQueue, Optional.empty());
    }

    /**
     * Volcano.
     *
     * @param queue the queue
     * @param priorityClass the PriorityClass of the group
     */
    record Volcano(@JsonProperty(required = true) String queue, Optional<String> priorityClass) implements Gang {}

    /**
     * YuniKorn.
     *
     * @param queue the queue's full name, such as {@code root.etl}
     * @param placeholderTimeoutSeconds how long the places are held for executors; YuniKorn's default is 15 minutes
     * @param hard whether the job fails if the places are not found in that time; otherwise it is scheduled pod by pod
     */
    record YuniKorn(
            @JsonProperty(required = true) String queue,
            Optional<Integer> placeholderTimeoutSeconds,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean hard)
            implements Gang {
        /** The same with a time after which unused places are given back. */
        public YuniKorn withPlaceholderTimeout(int seconds) {
            return new YuniKorn(queue, Optional.of(seconds), hard);
        }

        /** The same for a job that fails rather than be scheduled pod by pod. */
        public YuniKorn asHard() {
            return new YuniKorn(queue, placeholderTimeoutSeconds, true);
        }
    }

    /**
     * Kueue.
     *
     * @param queue the LocalQueue of the job's namespace
     * @param priorityClass the WorkloadPriorityClass
     */
    record Kueue(@JsonProperty(required = true) String queue, Optional<String> priorityClass) implements Gang {}
}
