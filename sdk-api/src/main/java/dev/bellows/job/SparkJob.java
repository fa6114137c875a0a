package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.bellows.check.JobChecks;
import dev.bellows.check.Problem;
import dev.bellows.compile.AttemptId;
import dev.bellows.compile.CompiledJob;
import dev.bellows.compile.JobCompiler;
import dev.bellows.compile.RoleShape;
import dev.bellows.job.pod.Gang;
import dev.bellows.job.pod.PodShape;
import dev.bellows.job.preset.Presets;
import dev.bellows.run.Layout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A Spark job as data: what runs, in which image, how large. Immutable, and safe to share between threads.
 *
 * <p>Made by {@link #builder()} or {@link #fromJson(String)}; both throw {@link InvalidJob} with every problem at once. Equal jobs have
 * equal JSON, and {@code fromJson(job.toJson()).equals(job)}.
 */
@Value.Immutable
@BellowsStyle
@JsonSerialize(as = ImmutableSparkJob.class)
@JsonDeserialize(as = ImmutableSparkJob.class)
public abstract class SparkJob {
    SparkJob() {}

    /** A builder with nothing set. */
    public static SparkJobBuilder builder() {
        return new SparkJobBuilder();
    }

    /** The job's name, {@code spark.app.name}: a DNS-1123 label of at most 63 characters. */
    @Value.Default
    public String name() {
        return "";
    }

    /** The Spark line of the image; default 4.1. */
    @Value.Default
    public SparkVersion sparkVersion() {
        return SparkVersion.V4_1;
    }

    /** The container image of driver and executors. */
    @Value.Default
    public String image() {
        return "";
    }

    /** The program; always present in a built job. */
    public abstract Optional<Application> application();

    /** What the program needs beside itself. */
    @Value.Default
    public Dependencies dependencies() {
        return new DependenciesBuilder().build();
    }

    /** Whom Spark impersonates towards Hadoop, {@code --proxy-user}; default: nobody. */
    public abstract Optional<String> proxyUser();

    /** The driver's size and shape. */
    @Value.Default
    public DriverSpec driver() {
        return new DriverSpecBuilder().build();
    }

    /** The executors' number, size and shape. */
    @Value.Default
    public ExecutorSpec executors() {
        return new ExecutorSpecBuilder().build();
    }

    /** What driver and executor pods have beside Spark's own settings; each role can add to it. */
    @Value.Default
    public PodShape pod() {
        return PodShape.builder().build();
    }

    /** The GPUs of the pods; default: none. */
    public abstract Optional<Gpu> gpu();

    /** That executors run on nodes that may be taken away; default: wherever the cluster puts them. */
    public abstract Optional<Spot> spot();

    /** What happens to shuffle data when an executor goes; default: {@link Shuffle#tracked()}. */
    public abstract Optional<Shuffle> shuffle();

    /** Who makes room for driver and executors together; default: nobody, pods are placed one by one. */
    public abstract Optional<Gang> gang();

    /** Whether the driver takes orders from inside; default: no. */
    public abstract Optional<Control> control();

    /** Ready-made settings: storage, event log, metrics, encryption, network policies. */
    @Value.Default
    public Presets presets() {
        return Presets.builder().build();
    }

    /** Further Spark conf, by key; keys that a typed setting owns are refused. */
    public abstract Map<String, String> conf();

    /** Environment variables of driver and executors. */
    public abstract Map<String, String> env();

    /** Labels of driver and executor pods. */
    public abstract Map<String, String> labels();

    /** Annotations of driver and executor pods. */
    public abstract Map<String, String> annotations();

    /** The namespace; default: the connection's. */
    public abstract Optional<String> namespace();

    /** The driver's service account; default: the namespace's {@code default}. */
    public abstract Optional<String> serviceAccount();

    /** What deserves attention although the job was accepted, such as an image that is not pinned. */
    @JsonIgnore
    public List<Problem> warnings() {
        return problems().stream().filter(problem -> !problem.isError()).toList();
    }

    /** The whole shape of the driver pod: what presets need, what is common, what the driver adds. */
    @JsonIgnore
    @Value.Lazy
    public PodShape driverShape() {
        return RoleShape.ofDriver(this);
    }

    /** The whole shape of the executor pods: what presets need, what is common, what executors add. */
    @JsonIgnore
    @Value.Lazy
    public PodShape executorShape() {
        return RoleShape.ofExecutors(this);
    }

    /** What the checks find; a job that was built has no errors among them. */
    @JsonIgnore
    @Value.Lazy
    List<Problem> problems() {
        return JobChecks.check(this);
    }

    /**
     * What this job becomes on a cluster, for an attempt. Pure: the same job and attempt give the same bytes.
     */
    public CompiledJob compile(AttemptId attempt) {
        return JobCompiler.compile(this, attempt);
    }

    /**
     * What this job becomes on a cluster, for an attempt, in a layout.
     *
     * @throws InvalidJob with every reason why the job does not fit in the layout
     */
    public CompiledJob compile(AttemptId attempt, Layout layout) {
        return JobCompiler.compile(this, attempt, layout);
    }

    /** A preview: the job compiled with fixed ids. What is submitted differs in names and ids only. */
    public CompiledJob compile() {
        return compile(AttemptId.preview(this));
    }

    /** The preview's objects as YAML that {@code kubectl apply} takes. */
    public String render() {
        return compile().render();
    }

    /** The job as JSON; only what was set. */
    public String toJson() {
        return json();
    }

    @JsonIgnore
    @Value.Lazy
    String json() {
        return JobJson.write(this);
    }

    /**
     * The job that a JSON text describes.
     *
     * @throws InvalidJob with every problem, unknown fields among them
     */
    public static SparkJob fromJson(String json) {
        return checked(JobJson.read(json));
    }

    /**
     * The preview of the job that a JSON text describes, whatever the checks have against it: for comparing jobs with each other, not for
     * submitting them.
     *
     * @throws InvalidJob if the text has not the form of a job
     */
    public static CompiledJob previewUnchecked(String json) {
        return JobJson.read(json).compile();
    }

    /** Name, image and Spark line; never conf, variables or arguments, which may hold what a log must not show. */
    @Override
    public String toString() {
        return "SparkJob{name=" + name() + ", image=" + image() + ", sparkVersion=" + sparkVersion() + "}";
    }

    static SparkJob checked(SparkJob job) {
        if (job.problems().stream().anyMatch(Problem::isError)) {
            throw new InvalidJob(job.problems());
        }
        return job;
    }
}
