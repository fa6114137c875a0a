package dev.bellows.job;

import java.util.Arrays;
import java.util.List;

/**
 * Collects what a program needs beside itself. A text with a scheme is handed to Spark; a path names a {@link LocalFile} that travels
 * with the job. Not thread-safe.
 */
public final class DependenciesBuilder {
    private final ImmutableDependencies.Builder dependencies = ImmutableDependencies.assemble();

    DependenciesBuilder() {}

    /** Adds jars to the class path of driver and executors. */
    public DependenciesBuilder jars(String... jars) {
        dependencies.addAllJars(references(jars));
        return this;
    }

    /** Adds files to the working folder of driver and executors. */
    public DependenciesBuilder files(String... files) {
        dependencies.addAllFiles(references(files));
        return this;
    }

    /** Adds Python modules: {@code .py}, {@code .zip} or {@code .egg}. */
    public DependenciesBuilder pyFiles(String... files) {
        dependencies.addAllPyFiles(references(files));
        return this;
    }

    /** Adds archives, each as {@code file} or {@code file#folder}. */
    public DependenciesBuilder archives(String... archives) {
        dependencies.addAllArchives(Arrays.stream(archives).map(Archive::of).toList());
        return this;
    }

    /** Sets the Python environment, an archive made by {@code conda-pack} or {@code venv-pack}. */
    public DependenciesBuilder pythonEnvironment(String archive) {
        dependencies.pythonEnvironment(FileReference.of(archive));
        return this;
    }

    /** Adds Maven packages, as {@code group:artifact:version}. */
    public DependenciesBuilder packages(String... coordinates) {
        dependencies.addPackages(coordinates);
        return this;
    }

    /** Leaves something out of the packages, as {@code group:artifact}. */
    public DependenciesBuilder excludes(String... coordinates) {
        dependencies.addExcludes(coordinates);
        return this;
    }

    /** Adds repositories for the packages. */
    public DependenciesBuilder repositories(String... uris) {
        dependencies.addRepositories(uris);
        return this;
    }

    /**
     * Has local files uploaded to a folder, such as {@code s3a://acme/uploads}, when the job is submitted. Who submits it needs a
     * connection that can upload.
     */
    public DependenciesBuilder uploadTo(String folder) {
        dependencies.uploadTo(folder);
        return this;
    }

    Dependencies build() {
        return dependencies.build();
    }

    private static List<FileReference> references(String... texts) {
        return Arrays.stream(texts).map(FileReference::of).toList();
    }
}
