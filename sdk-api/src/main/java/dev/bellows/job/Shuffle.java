package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What happens to shuffle data when an executor goes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrackedShuffle.class, name = "tracked"),
    @JsonSubTypes.Type(value = MigratedShuffle.class, name = "migrated"),
    @JsonSubTypes.Type(value = VolumeShuffle.class, name = "volumes"),
    @JsonSubTypes.Type(value = CelebornShuffle.class, name = "celeborn"),
    @JsonSubTypes.Type(value = ServiceShuffle.class, name = "service")
})
public sealed interface Shuffle
        permits TrackedShuffle, MigratedShuffle, VolumeShuffle, CelebornShuffle, ServiceShuffle {
    /**
     * Executors with shuffle data that is still used are kept, others for half an hour. The default. Costs executors that only hold data,
     * and what an executor held when it is lost is computed again.
     */
    static Shuffle tracked() {
        return new TrackedShuffle(Optional.empty());
    }

    /** The same with another time. */
    static Shuffle tracked(Duration timeout) {
        return new TrackedShuffle(Optional.of(timeout));
    }

    /** An executor that is told to go first hands its shuffle data to others. Costs network and time. */
    static Shuffle migrated() {
        return new MigratedShuffle(Optional.empty());
    }

    /** The same; data for which no executor has room goes to a folder of an object store, such as {@code s3a://acme/fallback/}. */
    static Shuffle migrated(String fallback) {
        return new MigratedShuffle(Optional.of(fallback));
    }

    /** Shuffle data lives on volumes that a later executor takes over. Costs a volume an executor. */
    static Shuffle reusedVolumes(String storageClass, String size) {
        return new VolumeShuffle(storageClass, Memory.of(size));
    }

    /** Shuffle data lives in a Celeborn cluster with these masters, each {@code host:port}. Costs that cluster. */
    static Shuffle celeborn(String... masters) {
        return new CelebornShuffle(List.of(masters));
    }

    /**
     * Shuffle data is served by Spark's shuffle service, a DaemonSet on the host network, from a folder of the node. Neither the DaemonSet
     * comes with Bellows, nor what deletes the files of ended jobs; Spark itself does not support its service on Kubernetes.
     */
    static Shuffle nodeService(String folder) {
        return new ServiceShuffle(folder);
    }

    /** What a reader makes of this kind. */
    <T> T read(Reader<T> reader);

    /**
     * One answer for each kind of shuffle.
     *
     * @param <T> the answer
     */
    interface Reader<T> {
        /** The answer for data that is tracked. */
        T tracked(TrackedShuffle shuffle);

        /** The answer for data that migrates. */
        T migrated(MigratedShuffle shuffle);

        /** The answer for data on volumes. */
        T volumes(VolumeShuffle shuffle);

        /** The answer for data in Celeborn. */
        T celeborn(CelebornShuffle shuffle);

        /** The answer for data that a node's service serves. */
        T service(ServiceShuffle shuffle);
    }
}
