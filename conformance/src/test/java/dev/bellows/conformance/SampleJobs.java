package dev.bellows.conformance;

import dev.bellows.job.LocalFile;
import dev.bellows.job.Shuffle;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkJobBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The jobs that both judges run: the samples' jar travels with each of them. */
public final class SampleJobs {
    public static final String FLIGHT_DELAYS = "dev.bellows.samples.jobs.FlightDelays";
    public static final String SLEEP = "dev.bellows.samples.jobs.SleepJob";
    public static final String THROWING = "dev.bellows.samples.jobs.mishaps.ThrowingJob";
    public static final String EXECUTORS_EXIT = "dev.bellows.samples.jobs.mishaps.ExecutorsExitJob";
    public static final String EXITING = "dev.bellows.samples.jobs.mishaps.ExitingJob";
    public static final String FULL_HEAP = "dev.bellows.samples.jobs.mishaps.FullHeapJob";
    public static final String HUNGRY_DRIVER = "dev.bellows.samples.jobs.mishaps.HungryDriverJob";
    public static final String HUNGRY_EXECUTORS = "dev.bellows.samples.jobs.mishaps.HungryExecutorsJob";
    public static final String LINGERING = "dev.bellows.samples.jobs.mishaps.LingeringJob";

    public static final String FLIGHTS_BY_ORIGIN = "dev.bellows.samples.jobs.FlightsByOrigin";
    public static final String FLIGHTS_BY_ORIGIN_IN_PYTHON = "flights_by_origin.py";
    public static final String GPU_PROBE = "dev.bellows.samples.jobs.probes.GpuProbe";
    public static final String SHUFFLE_PROBE = "dev.bellows.samples.jobs.probes.ShuffleProbe";
    public static final String NARROW_END = "dev.bellows.samples.jobs.probes.NarrowEnd";

    /** What it prints if no task had to be run again. */
    public static final String NARROW_END_RESULT = "RESULT sum 600 tasks 13";

    public static final String MOUNT_PROBE = "dev.bellows.samples.jobs.probes.MountProbe";

    /** What {@link #FLIGHTS_BY_ORIGIN} prints, in either language. */
    public static final List<String> FLIGHTS_BY_ORIGIN_RESULT =
            List.of("RESULT EWR 120835", "RESULT JFK 111279", "RESULT LGA 104662");

    private SampleJobs() {}

    /** A small job with two executors; what a test wants differently it sets on top. */
    public static SparkJobBuilder job(String name, String mainClass, String... args) {
        return small(name).jar(LocalFile.of(jar()), mainClass).args(args);
    }

    /** The same of a Python program, which travels with the job. */
    public static SparkJobBuilder pythonJob(String name, String program, String... args) {
        return small(name)
                .python(folder("bellows.python").resolve(program).toString())
                .args(args);
    }

    /** The same of SQL statements. */
    public static SparkJobBuilder sqlJob(String name, String statements) {
        return small(name).sql(statements);
    }

    /** Rounds of making and using shuffle data, with one executor to so many. */
    public static SparkJobBuilder shuffleProbe(int seed, int rounds, int most) {
        return SparkJob.builder()
                .name("shuffle-probe")
                .image("localhost/spark:4.1.1")
                .jar(LocalFile.of(jar()), SHUFFLE_PROBE)
                .args(Integer.toString(seed), Integer.toString(rounds))
                .driver(driver -> driver.requestCores("200m").memory("600m"))
                .executors(executors -> executors
                        .dynamic(allocation -> allocation.between(1, most).idleTimeout(Duration.ofSeconds(6)))
                        .requestCores("100m")
                        .memory("512m"))
                .shuffle(Shuffle.tracked(Duration.ofSeconds(40)))
                .conf("spark.sql.shuffle.partitions", "4")
                .conf("spark.cleaner.periodicGC.interval", "5s");
    }

    /** Six executors that all hold shuffle data, and one task at the end that reads it after so long. */
    public static SparkJobBuilder narrowEnd(Duration after) {
        return narrowEnd(Long.toString(after.toSeconds()));
    }

    /** The same, whose last task reads once there is a file. */
    public static SparkJobBuilder narrowEnd(Path file) {
        return narrowEnd(file.toString());
    }

    private static SparkJobBuilder narrowEnd(String end) {
        return SparkJob.builder()
                .name("narrow-end")
                .image("localhost/spark:4.1.1")
                .jar(LocalFile.of(jar()), NARROW_END)
                .args("12", end)
                .driver(driver -> driver.requestCores("200m").memory("600m"))
                .executors(executors -> executors.count(6).requestCores("100m").memory("512m"))
                .shuffle(Shuffle.migrated())
                .conf("spark.scheduler.minRegisteredResourcesRatio", "1.0")
                .conf("spark.scheduler.maxRegisteredResourcesWaitingTime", "10m");
    }

    private static SparkJobBuilder small(String name) {
        return SparkJob.builder()
                .name(name)
                .image("localhost/spark:4.1.1")
                .driver(driver -> driver.requestCores("200m").memory("600m"))
                .executors(executors -> executors.count(2).requestCores("200m").memory("600m"))
                .conf("spark.sql.shuffle.partitions", "4");
    }

    public static Path jar() {
        return Path.of(property("bellows.jobs.jar"));
    }

    public static String data(String file) {
        return folder("bellows.data").resolve(file).toString();
    }

    /** A key that no other test and no earlier run of this test has used. */
    public static String newKey() {
        return UUID.randomUUID().toString();
    }

    private static Path folder(String property) {
        return Path.of(property(property)).toAbsolutePath().normalize();
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("system property " + name + " is not set; run the tests with Maven");
        }
        return value;
    }
}
