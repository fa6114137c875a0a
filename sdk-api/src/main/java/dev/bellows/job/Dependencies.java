package dev.bellows.job;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** What a program needs beside itself. Immutable. */
@Value.Immutable
@BellowsStyle
@JsonSerialize(as = ImmutableDependencies.class)
@JsonDeserialize(as = ImmutableDependencies.class)
public abstract class Dependencies {
    Dependencies() {}

    /** Further jars on the class path of driver and executors, {@code spark.jars}. */
    public abstract List<FileReference> jars();

    /** Files in the working folder of driver and executors, {@code spark.files}. */
    public abstract List<FileReference> files();

    /** Python modules ({@code .py}, {@code .zip}, {@code .egg}) on the Python path, {@code spark.submit.pyFiles}. */
    public abstract List<FileReference> pyFiles();

    /** Archives that are unpacked into the working folder, {@code spark.archives}. */
    public abstract List<Archive> archives();

    /**
     * A Python environment made by {@code conda-pack} or {@code venv-pack}: unpacked as {@code ./environment}, whose Python driver and
     * executors then run, unless {@code spark.pyspark.python} says otherwise. Environments are larger than what a record holds: name
     * one by its URI, or have it uploaded.
     */
    public abstract Optional<FileReference> pythonEnvironment();

    /** Maven coordinates {@code group:artifact:version} that the driver resolves when it starts, {@code spark.jars.packages}. */
    public abstract List<String> packages();

    /** What is left out of the packages, as {@code group:artifact}, {@code spark.jars.excludes}. */
    public abstract List<String> excludes();

    /** Further repositories for the packages, {@code spark.jars.repositories}. */
    public abstract List<String> repositories();

    /**
     * The folder that local files are uploaded to, as a URI that driver and executors can read, {@code spark.kubernetes.file.upload.path};
     * default: none, and local files travel in the run's record, 900 KiB of them at most. Each attempt uploads to a folder of its own
     * below this one, and nothing deletes it: give the folder a rule by which files expire.
     */
    public abstract Optional<String> uploadTo();
}
