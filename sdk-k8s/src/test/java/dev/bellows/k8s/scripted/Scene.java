package dev.bellows.k8s.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.compile.AttemptId;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.Retention;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A scripted cluster with processes that use it, and the words in which tests tell a run's life. As an extension it sees to it that no task failed. */
public final class Scene implements AfterEachCallback {
    public static final String NAMESPACE = "jobs";
    public static final RunId RUN = new RunId(NAMESPACE, "daily", "k1");
    public static final String DRIVER = new AttemptId(RUN, 1, "", "").driverPodName();
    public static final String SERVICE = new AttemptId(RUN, 1, "", "").serviceName();

    public final VirtualTime time = new VirtualTime();
    public final ScriptedWorld world = new ScriptedWorld(time);
    public final ScriptedLogs logs = new ScriptedLogs();
    public final ScriptedKubelet kubelet = new ScriptedKubelet(world, NAMESPACE);
    public final ScriptedCluster cluster = connection();
    public final SparkKubernetes spark = process(cluster, ConnectOptions.ambient());

    @Override
    public void afterEach(ExtensionContext test) {
        assertThat(time.failures()).isEmpty();
    }

    /** Another connection to the same cluster. */
    public ScriptedCluster connection() {
        return new ScriptedCluster(time, world, logs);
    }

    /** Another process. */
    public SparkKubernetes process(ScriptedCluster connection, ConnectOptions options) {
        return SparkKubernetes.over(connection, time.process(), options.namespace(NAMESPACE));
    }

    public static SparkJob job() {
        return SparkJob.builder()
                .name("daily")
                .image("registry.example.com/spark:4.1.1")
                .jar("local:///opt/app/daily.jar", "com.acme.Daily")
                .build();
    }

    public static RunOptions options() {
        return RunOptions.key("k1").retention(Retention.none());
    }

    /** Submits the job and lets its submission finish. */
    public SparkRun submitted() {
        SparkRun run = spark.submit(job(), options());
        pass(1);
        return run;
    }

    /** A run whose driver runs. */
    public SparkRun running() {
        SparkRun run = submitted();
        kubelet.schedule(DRIVER);
        kubelet.run(DRIVER);
        pass(1);
        return run;
    }

    /** The driver ends. */
    public void exits(int code, String reason) {
        kubelet.exit(DRIVER, code, reason, "");
        logs.end(DRIVER);
    }

    public void pass(long seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    /** Whether there is a driver pod. */
    public boolean driverExists() {
        return world.names().contains("pods/" + DRIVER);
    }
}
