package dev.bellows.job.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Optional;

/**
 * Where a pod's security differs from the default: Kubernetes' Pod Security Standard "restricted", as user, group and file-system group
 * 185, which is the user of Spark's images.
 *
 * @param profile what the pod is held to
 * @param runAsUser the number of the user
 * @param runAsGroup the number of the user's group
 * @param fsGroup the number of the group that owns volumes
 * @param supplementalGroups further groups of the user
 * @param readOnlyRootFilesystem whether the image's files cannot be written; Spark then needs volumes for its work folder and {@code /tmp}
 * @param addCapabilities Linux capabilities that the container gets
 */
public record Security(
        Optional<Profile> profile,
        Optional<Long> runAsUser,
        Optional<Long> runAsGroup,
        Optional<Long> fsGroup,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Long> supplementalGroups,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean readOnlyRootFilesystem,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> addCapabilities) {
    private static final Security DEFAULT = new Security(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false, List.of());

    /** What a pod is held to. */
    public enum Profile {
        /** The default: everything that "restricted" asks for is set, and what it forbids is refused. */
        RESTRICTED,
        /** What "restricted" asks for is set where nothing else is said, and what it forbids is accepted. */
        RELAXED,
        /** No security context is written unless something is said here, as by Spark itself: the cluster decides. */
        UNSET
    }

    /** Copies the lists. */
    public Security {
        supplementalGroups = List.copyOf(supplementalGroups);
        addCapabilities = List.copyOf(addCapabilities);
    }

    /** The default. */
    public static Security restricted() {
        return DEFAULT;
    }

    /** The explicit way out: what "restricted" forbids is accepted, such as host paths, NFS, root and capabilities. */
    public static Security relaxed() {
        return DEFAULT.with(Profile.RELAXED);
    }

    /** No security context, as by Spark itself; for clusters that assign users on their own. */
    public static Security unset() {
        return DEFAULT.with(Profile.UNSET);
    }

    /** The same for a user and group, by number. */
    public Security asUser(long user, long group) {
        return new Security(
                profile,
                Optional.of(user),
                Optional.of(group),
                fsGroup,
                supplementalGroups,
                readOnlyRootFilesystem,
                addCapabilities);
    }

    /** The same with another group that owns volumes. */
    public Security withFsGroup(long group) {
        return new Security(
                profile,
                runAsUser,
                runAsGroup,
                Optional.of(group),
                supplementalGroups,
                readOnlyRootFilesystem,
                addCapabilities);
    }

    /** The same with further groups of the user. */
    public Security withSupplementalGroups(Long... groups) {
        return new Security(
                profile, runAsUser, runAsGroup, fsGroup, List.of(groups), readOnlyRootFilesystem, addCapabilities);
    }

    /** The same with a root file system that cannot be written. */
    public Security withReadOnlyRootFilesystem() {
        return new Security(profile, runAsUser, runAsGroup, fsGroup, supplementalGroups, true, addCapabilities);
    }

    /** The same with Linux capabilities. */
    public Security withCapabilities(String... names) {
        return new Security(
                profile, runAsUser, runAsGroup, fsGroup, supplementalGroups, readOnlyRootFilesystem, List.of(names));
    }

    private Security with(Profile other) {
        return new Security(
                Optional.of(other),
                runAsUser,
                runAsGroup,
                fsGroup,
                supplementalGroups,
                readOnlyRootFilesystem,
                addCapabilities);
    }
}
