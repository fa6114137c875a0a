package dev.bellows.job;

import dev.bellows.job.pod.Gang;
import dev.bellows.job.pod.PodShape;
import dev.bellows.job.pod.PodShapeBuilder;
import dev.bellows.job.preset.Presets;
import dev.bellows.job.preset.PresetsBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Collects a job's settings; {@link #build()} checks them all at once. Not thread-safe.
 */
public final class SparkJobBuilder {
    private final ImmutableSparkJob.Builder job = ImmutableSparkJob.assemble();
    private final DriverSpecBuilder driver = new DriverSpecBuilder();
    private final ExecutorSpecBuilder executors = new ExecutorSpecBuilder();
    private final DependenciesBuilder dependencies = new DependenciesBuilder();
    private final PodShapeBuilder pod = PodShape.builder();
    private final PresetsBuilder presets = Presets.builder();
    private Optional<Function<List<String>, Application>> program = Optional.empty();
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
        return program(args -> new JarApplication(jar, mainClass, args));
    }

    /** Sets a Python program: a URI such as {@code local:///opt/app/report.py}, or a path whose file travels with the job. */
    public SparkJobBuilder python(String script) {
        return program(args -> new PythonApplication(FileReference.of(script), args));
    }

    /** Sets an R program: a URI, or a path whose file travels with the job. */
    public SparkJobBuilder r(String script) {
        return program(args -> new RApplication(FileReference.of(script), args));
    }

    /** Sets a class of the image or of the job's jars as the program. */
    public SparkJobBuilder sparkClass(String mainClass) {
        return program(args -> new ClassApplication(mainClass, args));
    }

    /** Makes the job a Spark Connect server, which runs until it is ended. */
    public SparkJobBuilder connectServer() {
        return program(ConnectServer::new);
    }

    /**
     * Sets SQL statements as the program, separated by semicolons; their results go to the driver's log. Spark's SQL command line runs
     * them, so the image must hold {@code spark-hive-thriftserver}, as Spark's own images do. Arguments are the command line's own,
     * such as {@code --hivevar day=2026-01-31}.
     */
    public SparkJobBuilder sql(String statements) {
        return program(args -> new ClassApplication(
                "org.apache.spark.sql.hive.thriftserver.SparkSQLCLIDriver",
                Stream.concat(Stream.of("-e", statements), args.stream()).toList()));
    }

    private SparkJobBuilder program(Function<List<String>, Application> made) {
        this.program = Optional.of(made);
        return this;
    }

    /** Names what the program needs beside itself: jars, files, Python modules, archives, Maven packages. */
    public SparkJobBuilder dependencies(Consumer<DependenciesBuilder> settings) {
        settings.accept(dependencies);
        return this;
    }

    /** Adds Python modules; the same as {@code dependencies(d -> d.pyFiles(files))}. */
    public SparkJobBuilder pyFiles(String... files) {
        return dependencies(d -> d.pyFiles(files));
    }

    /** Adds archives, each as {@code file} or {@code file#folder}; the same as {@code dependencies(d -> d.archives(archives))}. */
    public SparkJobBuilder archives(String... archives) {
        return dependencies(d -> d.archives(archives));
    }

    /** Adds Maven packages; the same as {@code dependencies(d -> d.packages(coordinates))}. */
    public SparkJobBuilder packages(String... coordinates) {
        return dependencies(d -> d.packages(coordinates));
    }

    /** Sets whom Spark impersonates towards Hadoop. */
    public SparkJobBuilder proxyUser(String user) {
        job.proxyUser(user);
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

    /** Shapes driver and executor pods alike, beside Spark's own settings. */
    public SparkJobBuilder pod(Consumer<PodShapeBuilder> settings) {
        settings.accept(pod);
        return this;
    }

    /** Gives the pods GPUs. */
    public SparkJobBuilder gpu(Gpu gpu) {
        job.gpu(gpu);
        return this;
    }

    /** Puts executors on spot nodes of whichever platform the cluster has; the driver stays on demand. */
    public SparkJobBuilder spot() {
        return spot(Spot.anywhere());
    }

    /** Puts executors on spot nodes; the driver stays on demand. */
    public SparkJobBuilder spot(Spot spot) {
        job.spot(spot);
        return this;
    }

    /** Sets what happens to shuffle data when an executor goes. */
    public SparkJobBuilder shuffle(Shuffle shuffle) {
        job.shuffle(shuffle);
        return this;
    }

    /** Sets who makes room for driver and executors together. */
    public SparkJobBuilder gang(Gang gang) {
        job.gang(gang);
        return this;
    }

    /** Lets the driver take orders from inside, at the usual port. */
    public SparkJobBuilder control() {
        return control(Control.usual());
    }

    /** Lets the driver take orders from inside: needs the rights of {@code RoleManifests.withControl()}. */
    public SparkJobBuilder control(Control control) {
        job.control(control);
        return this;
    }

    /** Adds ready-made settings. */
    public SparkJobBuilder presets(Consumer<PresetsBuilder> settings) {
        settings.accept(presets);
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
        job.application(program.map(made -> made.apply(args))).dependencies(dependencies.build());
        return SparkJob.checked(job.driver(driver.build())
                .executors(executors.build())
                .pod(pod.build())
                .presets(presets.build())
                .build());
    }
}
