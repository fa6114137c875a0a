package dev.bellows.job;

import java.nio.file.Path;

/**
 * A file on the submitter's disk that travels with the job: it is read at submission, kept in the run's record and mounted in the driver
 * under {@code /opt/bellows}. All files of a job together then hold at most 900 KiB; larger ones are uploaded, if the job says where to
 * ({@link Dependencies#uploadTo()}).
 *
 * @param localPath the path on the submitter's disk
 */
public record LocalFile(String localPath) implements FileReference {
    /** The file at a path. */
    public static LocalFile of(Path path) {
        return new LocalFile(path.toString());
    }

    /** The last part of the path, after which the driver's copy is named; empty if the path ends with a separator. */
    public String fileName() {
        // Not by the file system of this machine: the same job means the same on all.
        return localPath.substring(Math.max(localPath.lastIndexOf('/'), localPath.lastIndexOf('\\')) + 1);
    }

    @Override
    public String toString() {
        return localPath;
    }
}
