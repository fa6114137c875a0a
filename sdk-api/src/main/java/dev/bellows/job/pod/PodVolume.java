package dev.bellows.job.pod;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * A volume of a pod and where Spark's container mounts it.
 *
 * @param name the volume's name, a DNS-1123 label; a name that begins with {@value #LOCAL_DIR_PREFIX} makes it a scratch folder of Spark
 * @param source what the volume is
 * @param mountPath where it is mounted, an absolute path
 * @param readOnly whether the container may only read it
 * @param subPath the part of the volume that is mounted; default: all of it
 */
public record PodVolume(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) VolumeSource source,
        @JsonProperty(required = true) String mountPath,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean readOnly,
        Optional<String> subPath) {
    /** What the names of volumes begin with that Spark uses for shuffle data and spills. */
    public static final String LOCAL_DIR_PREFIX = "spark-local-dir-";

    /** A volume that Spark's container reads and writes. */
    public static PodVolume of(String name, String mountPath, VolumeSource source) {
        return new PodVolume(name, source, mountPath, false, Optional.empty());
    }

    /**
     * A scratch folder of Spark, for shuffle data and spills, instead of the one on the node's disk that every pod has otherwise.
     *
     * @param number tells several folders apart, from 1
     * @param source what it is
     */
    public static PodVolume localDir(int number, VolumeSource source) {
        return of(LOCAL_DIR_PREFIX + number, "/var/data/spark-" + number, source);
    }

    /** The same volume, mounted so that it can only be read. */
    public PodVolume asReadOnly() {
        return new PodVolume(name, source, mountPath, true, subPath);
    }

    /** The same volume, of which only one folder or file is mounted. */
    public PodVolume withSubPath(String path) {
        return new PodVolume(name, source, mountPath, readOnly, Optional.of(path));
    }

    /** Whether Spark keeps shuffle data and spills in it. */
    @JsonIgnore
    public boolean isLocalDir() {
        return name.startsWith(LOCAL_DIR_PREFIX);
    }
}
