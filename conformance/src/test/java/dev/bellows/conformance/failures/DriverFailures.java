package dev.bellows.conformance.failures;

import static dev.bellows.conformance.Watching.await;
import static dev.bellows.conformance.failures.FailureSite.endless;
import static dev.bellows.conformance.failures.FailureSite.good;
import static dev.bellows.conformance.failures.FailureSite.job;
import static dev.bellows.conformance.failures.FailureSite.options;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.pod.EnvSource;
import dev.bellows.job.pod.VolumeSource;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunResult;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.dsl.Deletable;
import java.time.Duration;
import java.util.List;

/** What goes wrong with drivers wherever Spark is real. */
public final class DriverFailures {
    private static final Duration LIMIT = Duration.ofHours(1);

    private DriverFailures() {}

    public static List<RealFailure> all() {
        return List.of(
                RealFailure.of(FailureKind.KEY_CONFLICT, "another job has the key", DriverFailures::sameKey),
                RealFailure.of(
                        FailureKind.NAME_TAKEN, "another object has the record's name", DriverFailures::sameName),
                RealFailure.of(
                                FailureKind.VOLUME,
                                "a volume comes from a Secret that is missing",
                                site -> site.outwait(
                                        withMissingSecret(),
                                        options(),
                                        run -> site.awaitEvent(run, "FailedMount"),
                                        FailureSite.A_MINUTE))
                        .saying("secret \"certificates\" not found"),
                RealFailure.of(
                                FailureKind.CONTAINER_CONFIG,
                                "a variable comes from a key that the ConfigMap lacks",
                                DriverFailures::missingKey)
                        .saying("couldn't find key region"),
                RealFailure.of(
                                FailureKind.MAIN_CLASS_NOT_FOUND,
                                "the jar lacks the main class",
                                site -> site.run(job("com.acme.Revenue")))
                        .saying("com.acme.Revenue"),
                RealFailure.of(
                                FailureKind.APPLICATION_ERROR,
                                "the program throws",
                                site -> site.run(job(SampleJobs.THROWING, "no data for 2026-11-20")))
                        .saying("IllegalStateException: no data for 2026-11-20"),
                RealFailure.of(
                                FailureKind.APPLICATION_ERROR,
                                "the program exits with 3",
                                site -> site.run(job(SampleJobs.EXITING, "3")))
                        .saying("exit code 3"),
                RealFailure.of(
                                FailureKind.DRIVER_OOM,
                                "the driver's heap is full",
                                site -> site.run(job(SampleJobs.FULL_HEAP, "driver")))
                        .saying("driver heap 600Mi", "driver(d -> d.memory(mib(856)))"),
                RealFailure.of(
                        FailureKind.DRIVER_DELETED,
                        "somebody deletes the driver pod",
                        site -> site.disturb(endless(), Deletable::delete)),
                RealFailure.of(
                        FailureKind.LOST,
                        "somebody deletes the driver pod by force",
                        site -> site.disturb(
                                endless(), pod -> pod.withGracePeriod(0).delete())),
                RealFailure.of(
                                FailureKind.DEADLINE,
                                "the program runs longer than the deadline",
                                site -> site.outwait(
                                        endless(),
                                        options().deadline(LIMIT),
                                        run -> await(run.executorsRunning(1)),
                                        LIMIT))
                        .saying("PT1H"));
    }

    private static SparkJobBuilder withMissingSecret() {
        return good().pod(pod -> pod.volume("certificates", "/etc/certificates", VolumeSource.secret("certificates")));
    }

    private static RunResult missingKey(FailureSite site) {
        return site.runBeside(
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("settings")
                        .endMetadata()
                        .addToData("zone", "a")
                        .build(),
                good().driver(driver ->
                        driver.pod(pod -> pod.env("REGION", new EnvSource.ConfigMapKey("settings", "region")))));
    }

    private static RunResult sameKey(FailureSite site) {
        RunOptions options = options();
        SparkRun first = site.spark().submit(endless().build(), options);
        await(first.submitted());
        try {
            return await(site.spark().submit(good().build(), options).result());
        } finally {
            await(first.forget());
        }
    }

    private static RunResult sameName(FailureSite site) {
        RunOptions options = options();
        String name = new RunId(site.namespace(), good().build().name(), options.key()).runName();
        return site.runBeside(
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build(),
                good(),
                options);
    }
}
