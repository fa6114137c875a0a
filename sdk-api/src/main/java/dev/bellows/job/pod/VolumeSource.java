package dev.bellows.job.pod;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a volume is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = VolumeSource.EmptyDir.class, name = "emptyDir"),
    @JsonSubTypes.Type(value = VolumeSource.HostPath.class, name = "hostPath"),
    @JsonSubTypes.Type(value = VolumeSource.Claim.class, name = "claim"),
    @JsonSubTypes.Type(value = VolumeSource.Nfs.class, name = "nfs"),
    @JsonSubTypes.Type(value = VolumeSource.ConfigMapFiles.class, name = "configMap"),
    @JsonSubTypes.Type(value = VolumeSource.SecretFiles.class, name = "secret"),
    @JsonSubTypes.Type(value = VolumeSource.Projected.class, name = "projected"),
    @JsonSubTypes.Type(value = VolumeSource.Ephemeral.class, name = "ephemeral")
})
public sealed interface VolumeSource {
    /** A folder on the node's disk that lives as long as the pod. */
    static EmptyDir emptyDir() {
        return new EmptyDir(false, Optional.empty());
    }

    /** A folder on the node's disk that lives as long as the pod and evicts it when it grows above a size, such as {@code 20Gi}. */
    static EmptyDir emptyDir(String sizeLimit) {
        return new EmptyDir(false, Optional.of(sizeLimit));
    }

    /** A folder in memory of at most a size, such as {@code 4Gi}; the size is added to the pod's memory request. */
    static EmptyDir inMemory(String sizeLimit) {
        return new EmptyDir(true, Optional.of(sizeLimit));
    }

    /** A folder of the node. Not allowed by Pod Security "restricted" and "baseline": the pod must opt out. */
    static HostPath hostPath(String path) {
        return new HostPath(path, Optional.empty());
    }

    /** A PersistentVolumeClaim that exists. */
    static Claim claim(String name) {
        return new Claim(name, Optional.empty(), Optional.empty(), Map.of(), Map.of());
    }

    /** A PersistentVolumeClaim made for each pod. */
    static Claim claimOnDemand(String storageClass, String size) {
        return new Claim(Claim.ON_DEMAND, Optional.of(storageClass), Optional.of(size), Map.of(), Map.of());
    }

    /** A folder of an NFS server. Not allowed by Pod Security "restricted": the pod must opt out. */
    static Nfs nfs(String server, String path) {
        return new Nfs(server, path);
    }

    /** All keys of a ConfigMap as files. */
    static ConfigMapFiles configMap(String name) {
        return new ConfigMapFiles(name, Map.of());
    }

    /** All keys of a Secret as files. */
    static SecretFiles secret(String name) {
        return new SecretFiles(name, Map.of());
    }

    /** One key of a Secret as a file with the key's name. */
    static SecretFiles secret(SecretRef secret) {
        return new SecretFiles(secret.name(), Map.of(secret.key(), secret.key()));
    }

    /** Several sources in one folder. */
    static Projected projected(Projection... projections) {
        return new Projected(List.of(projections));
    }

    /** A volume of a storage class that is made with the pod and deleted with it. */
    static Ephemeral ephemeral(String storageClass, String size) {
        return new Ephemeral(storageClass, size);
    }

    /**
     * A folder that lives as long as the pod.
     *
     * @param inMemory whether it is in memory; it then needs a size, which is added to the pod's memory request
     * @param sizeLimit the most it may hold, as a Kubernetes quantity
     */
    record EmptyDir(boolean inMemory, Optional<String> sizeLimit) implements VolumeSource {}

    /**
     * A folder or file of the node.
     *
     * @param path its path on the node
     * @param kind Kubernetes' check of it, such as {@code DirectoryOrCreate}; Spark before 4.0 cannot pass it to executors
     */
    record HostPath(@JsonProperty(required = true) String path, Optional<String> kind) implements VolumeSource {}

    /**
     * A PersistentVolumeClaim.
     *
     * @param name the claim's name; {@value #ON_DEMAND} for one claim a pod, {@value #EXECUTOR_ID} in it becomes the executor's number
     * @param storageClass with a size: the claim is created, of this storage class
     * @param size with a storage class: the claim is created, of this size
     * @param labels labels of a created claim
     * @param annotations annotations of a created claim
     */
    record Claim(
            @JsonProperty(required = true) String name,
            Optional<String> storageClass,
            Optional<String> size,
            @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> labels,
            @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> annotations)
            implements VolumeSource {
        /** The name that stands for one claim a pod. */
        public static final String ON_DEMAND = "OnDemand";

        /** What stands in a name for the executor's number. */
        public static final String EXECUTOR_ID = "SPARK_EXECUTOR_ID";

        /** Copies the maps. */
        public Claim {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }

        /** Whether the claim is created with the pods. */
        @JsonIgnore
        public boolean isCreated() {
            return storageClass.isPresent() && size.isPresent();
        }
    }

    /**
     * A folder of an NFS server.
     *
     * @param server its host name or address
     * @param path the exported path
     */
    record Nfs(
            @JsonProperty(required = true) String server,
            @JsonProperty(required = true) String path) implements VolumeSource {}

    /**
     * A ConfigMap's keys as files.
     *
     * @param name the ConfigMap
     * @param items which keys, and the path of each; empty: all keys, each as a file of its name
     */
    record ConfigMapFiles(
            @JsonProperty(required = true) String name,
            @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> items) implements VolumeSource {
        /** Copies the map. */
        public ConfigMapFiles {
            items = Map.copyOf(items);
        }
    }

    /**
     * A Secret's keys as files.
     *
     * @param name the Secret
     * @param items which keys, and the path of each; empty: all keys, each as a file of its name
     */
    record SecretFiles(
            @JsonProperty(required = true) String name,
            @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> items) implements VolumeSource {
        /** Copies the map. */
        public SecretFiles {
            items = Map.copyOf(items);
        }
    }

    /**
     * Several sources in one folder.
     *
     * @param projections the sources, in order
     */
    record Projected(@JsonSetter(nulls = Nulls.AS_EMPTY) List<Projection> projections) implements VolumeSource {
        /** Copies the list. */
        public Projected {
            projections = List.copyOf(projections);
        }
    }

    /**
     * A volume that is made with the pod and deleted with it.
     *
     * @param storageClass its storage class
     * @param size its size, as a Kubernetes quantity
     */
    record Ephemeral(
            @JsonProperty(required = true) String storageClass,
            @JsonProperty(required = true) String size) implements VolumeSource {}
}
