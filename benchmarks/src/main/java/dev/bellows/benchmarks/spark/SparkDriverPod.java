package dev.bellows.benchmarks.spark;

import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.k8s.KubernetesConf;
import org.apache.spark.deploy.k8s.submit.JavaMainAppResource;
import org.apache.spark.deploy.k8s.submit.KubernetesDriverBuilder;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * The quickstart job as Spark's builder makes it: from the conf that spark-submit hands it to driver pod, Service and properties. The
 * ConfigMap, which spark-submit makes afterwards, is not in it.
 */
public final class SparkDriverPod implements Supplier<@Nullable Object> {
    private final SparkConf job = new SparkConf(false)
            .set("spark.app.name", "daily-revenue")
            .set("spark.master", "k8s://https://kubernetes.default.svc")
            .set("spark.submit.deployMode", "cluster")
            .set("spark.kubernetes.namespace", "default")
            .set("spark.kubernetes.container.image", "registry.example.com/acme/spark:4.1.1")
            .set("spark.kubernetes.authenticate.driver.serviceAccountName", "spark")
            .set("spark.jars", "local:///opt/app/revenue.jar")
            .set("spark.executor.instances", "8")
            .set("spark.executor.cores", "4")
            .set("spark.executor.memory", "8g");

    /** The driver's specification; a new one at each call. */
    @Override
    public Object get() {
        var conf = KubernetesConf.createDriverConf(
                job.clone(),
                "spark-0123456789abcdef0123456789abcdef",
                new JavaMainAppResource(Option.apply("local:///opt/app/revenue.jar")),
                "com.acme.Revenue",
                new String[] {"2026-11-20"},
                Option.empty());
        // A client is asked only for templates, and the job has none.
        return new KubernetesDriverBuilder().buildFromFeatures(conf, null);
    }
}
