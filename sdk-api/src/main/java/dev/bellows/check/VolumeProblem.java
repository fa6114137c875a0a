package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;

/** What can be wrong with volumes. */
enum VolumeProblem implements ProblemCode {
    CLAIM_HALF(error(
            "driver.pod.volumes.*",
            "Spark creates a claim only with storage class and size together.",
            "Use claimOnDemand(storageClass, size) or claim(name).")),
    CLAIM_SHARED(error(
            "executors.pod.volumes.*",
            "Each executor would create a claim of the same name, and all but the first would fail.",
            "Use claimOnDemand(storageClass, size), or claim(name) for a claim that exists.")),
    DATA_KEY_INVALID(error("driver.pod.volumes.*", "ConfigMaps and Secrets have no such key.", "Correct the key.")),
    FILE_PATH_INVALID(error(
            "driver.pod.volumes.*", "The path would lead out of the volume.", "Write a relative path without '..'.")),
    HOST_PATH_INVALID(error(
            "driver.pod.volumes.*",
            "It is no absolute path, or no kind that Kubernetes knows.",
            "Correct path or kind.")),
    LOCAL_DIR_READ_ONLY(error(
            "driver.pod.volumes.*",
            "Spark writes shuffle data and spills to this volume.",
            "Rename the volume or make it writable.")),
    MOUNT_PATH_INVALID(error(
            "driver.pod.volumes.*",
            "Kubernetes or Spark takes no such path.",
            "Write an absolute path without '..', ':' and ','.")),
    MOUNT_PATH_RESERVED(error(
            "driver.pod.volumes.*",
            "The mount would hide files of Spark or Bellows, or fail below them.",
            "Mount it elsewhere.")),
    MOUNT_PATH_TWICE(error(
            "driver.pod.volumes.*",
            "Two volumes of a pod, Spark's scratch folder among them, have the same path.",
            "Mount one of them elsewhere.")),
    NFS_INVALID(error(
            "driver.pod.volumes.*",
            "The server or its path is missing or wrong.",
            "Correct it with nfs(server, path).")),
    OBJECT_NAME_INVALID(error("driver.pod.volumes.*", "Kubernetes has no object of such a name.", "Correct the name.")),
    PROJECTION_EMPTY(error("driver.pod.volumes.*", "The volume holds nothing.", "Name what it holds.")),
    QUANTITY_INVALID(error(
            "driver.pod.volumes.*",
            "It is no size, or a number whose unit is missing.",
            "Write a size with a unit, such as 20Gi.")),
    SUB_PATH_INVALID(error(
            "driver.pod.volumes.*", "The path would lead out of the volume.", "Write a relative path without '..'.")),
    TMPFS_SIZE_MISSING(error(
            "driver.pod.volumes.*",
            "What is written to a volume in memory counts against the pod's memory, so its size must be known.",
            "Use inMemory(size).")),
    TOKEN_EXPIRATION(error(
            "driver.pod.volumes.*",
            "Kubernetes makes no token that is valid for less than ten minutes.",
            "Let the token live longer.")),
    VOLUME_NAME_INVALID(error(
            "driver.pod.volumes",
            "Kubernetes refuses the volume's name.",
            "Use lower-case letters, digits and hyphens.")),
    VOLUME_NAME_RESERVED(
            error("driver.pod.volumes.*", "Spark or Bellows has a volume of this name.", "Choose another name.")),
    VOLUME_NOT_RESTRICTED(error(
            "driver.pod.volumes.*",
            "Pod Security \"restricted\" forbids this kind of volume.",
            "Use a claim, or opt out with security(Security.relaxed()).")),
    VOLUME_TWICE(
            error("driver.pod.volumes.*", "Two volumes of a pod have the same name.", "Rename or remove one of them."));

    private final ProblemText text;

    VolumeProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
