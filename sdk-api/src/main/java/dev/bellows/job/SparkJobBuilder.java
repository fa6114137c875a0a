package dev.bellows.job;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Collects a job's settings; {@link #build()} checks them all at once. Not thread-safe.
 */
public final class SparkJobBuilder {
    private final ImmutableSparkJob.Builder job = ImmutableSparkJob.assemble();
    private final DriverSpecBuilder driver = new DriverSpecBuilder();
    private final ExecutorSpecBuilder executors = new ExecutorSpecBuilder();
    private Optional<FileReference> jar = Optional.empty();
    private String mainClass = "";
    private List<String> args = List.of();

    SparkJobBuilder() {}

    /** Sets the name: lower-case letters, digits and {@code -}, at most 63 characters. */
    public SparkJobBuilder name(String name) {
        job.name(name);
        return this;
    }

    /** Sets the Spark line that the image holds. */
    public SparkJobBuilder spark(SparkVersion version) {
        job.sparkVersion(version);
        return this;
    }

    /** Sets the image of driver and executors, with a tag or digest other than {@code latest}. */
    public SparkJobBuilder image(String image) {
        job.image(image);
        return this;
    }

    /**
     * Sets a jar application. A text with a scheme, such as {@code local:///opt/app/revenue.jar}, is handed to Spark; a path names a
     * {@link LocalFile} that travels with the job.
     */
    public SparkJobBuilder jar(String jar, String mainClass) {
        return jar(FileReference.of(jar), mainClass);
    }

    /** Sets a jar application. */
    public SparkJobBuilder jar(FileReference jar, String mainClass) {
        this.jar = Optional.of(jar);
        this.mainClass = mainClass;
        return this;
    }

    /** Sets the application's arguments. */
    public SparkJobBuilder args(String... args) {
        this.args = List.of(args);
        return this;
    }

    /** Shapes the driver. */
    public SparkJobBuilder driver(Consumer<DriverSpecBuilder> settings) {
        settings.accept(driver);
        return this;
    }

    /** Shapes the executors. */
    public SparkJobBuilder executors(Consumer<ExecutorSpecBuilder> settings) {
        settings.accept(executors);
        return this;
    }

    /** Adds a Spark conf entry. Keys that a typed setting owns are refused by {@link #build()}. */
    public SparkJobBuilder conf(String key, String value) {
        job.putConf(key, value);
        return this;
    }

    /** Adds an environment variable of driver and executors. The value is written to the pods in clear. */
    public SparkJobBuilder env(String name, String value) {
        job.putEnv(name, value);
        return this;
    }

    /** Adds a label of driver and executor pods. */
    public SparkJobBuilder label(String key, String value) {
        job.putLabels(key, value);
        return this;
    }

    /** Adds an annotation of driver and executor pods. */
    public SparkJobBuilder annotation(String key, String value) {
        job.putAnnotations(key, value);
        return this;
    }

    /** Sets the namespace; default: the connection's. */
    public SparkJobBuilder namespace(String namespace) {
        job.namespace(namespace);
        return this;
    }

    /** Sets the driver's service account; default: the namespace's {@code default}. */
    public SparkJobBuilder serviceAccount(String name) {
        job.serviceAccount(name);
        return this;
    }

    /**
     * The job.
     *
     * @throws InvalidJob with every problem at once
     */
    public SparkJob build() {
        job.application(jar.map(file -> new JarApplication(file, mainClass, args)));
        return SparkJob.checked(
                job.driver(driver.build()).executors(executors.build()).build());
    }
}
