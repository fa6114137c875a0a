package dev.bellows.samples.quickstart;

import dev.bellows.job.LocalFile;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.testkit.LocalCluster;
import dev.bellows.testkit.SparkDistribution;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs one Spark job and prints what happens to it.
 *
 * <ul>
 *   <li>{@code Quickstart JAR SPARK_CLASSPATH DATA}: on a cluster of this machine, which needs no Kubernetes and no container. DATA is
 *       the folder of the flights, SPARK_CLASSPATH a file that lists Spark's jars.
 *   <li>{@code Quickstart --cluster IMAGE NAMESPACE JAR}: on the Kubernetes of the kubeconfig at hand. The image holds Spark 4.1 and the
 *       flights under {@code /opt/data}; the namespace holds what {@link SparkKubernetes#roles} renders.
 * </ul>
 *
 * JAR is the application and travels with the job. The exit code is 0 if the job succeeded and left nothing behind.
 */
public final class Quickstart {
    private static final String NAMESPACE = "default";

    private Quickstart() {}

    /** Runs the program. */
    public static void main(String[] args) throws Exception {
        if (args.length == 3) {
            System.exit(onThisMachine(args[0], args[1], args[2]) ? 0 : 1);
        } else if (args.length == 4 && args[0].equals("--cluster")) {
            System.exit(onCluster(args[1], args[2], args[3]) ? 0 : 1);
        }
        System.err.println(
                "usage: Quickstart JAR SPARK_CLASSPATH DATA\n       Quickstart --cluster IMAGE NAMESPACE JAR");
        System.exit(2);
    }

    private static boolean onThisMachine(String jar, String sparkClassPath, String data) throws Exception {
        TimedLines lines = TimedLines.start(System.out);
        try (LocalCluster cluster = LocalCluster.builder()
                        .spark(SparkDistribution.ofClassPath(Path.of(sparkClassPath)))
                        .start();
                SparkKubernetes spark = cluster.connect()) {
            lines.tell("cluster of this machine started at " + cluster.url());
            SparkJob job = flightDelays("local/spark:4.1.1", jar, Path.of(data).toRealPath());
            boolean succeeded = new FlightReport(spark, lines).run(job);
            List<String> left = cluster.objects(NAMESPACE);
            System.out.println(left.size() + " objects left" + (left.isEmpty() ? "" : ": " + left));
            return succeeded && left.isEmpty();
        }
    }

    private static boolean onCluster(String image, String namespace, String jar) throws Exception {
        TimedLines lines = TimedLines.start(System.out);
        try (SparkKubernetes spark =
                SparkKubernetes.connect(ConnectOptions.ambient().namespace(namespace))) {
            return new FlightReport(spark, lines).run(flightDelays(image, jar, Path.of("/opt/data")));
        }
    }

    private static SparkJob flightDelays(String image, String jar, Path data) {
        return SparkJob.builder()
                .name("flight-delays")
                .spark(SparkVersion.V4_1)
                .image(image)
                .jar(LocalFile.of(Path.of(jar)), "dev.bellows.samples.jobs.FlightDelays")
                .args(data + "/nyc-flights-2013.csv.gz", data + "/airlines.csv")
                .serviceAccount("spark")
                .driver(driver -> driver.requestCores("200m").memory("600m"))
                .executors(executors ->
                        executors.count(2).cores(1).requestCores("200m").memory("600m"))
                .conf("spark.sql.shuffle.partitions", "4")
                .build();
    }
}
