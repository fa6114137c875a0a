package dev.bellows.testkit;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.bellows.job.Memory;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Layout;
import dev.bellows.run.Remedy;
import dev.bellows.run.Retention;
import dev.bellows.run.Retry;
import dev.bellows.run.RunId;
import dev.bellows.testkit.Plot.Deed.Kind;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;

/** The plots that are told. */
final class Plots {
    private static final RunId RUN = new RunId("default", Plot.JOB.name(), Plot.OPTIONS.key());

    /** The record outlives all mishaps, and who comes late finds it. */
    private static final Retention RECORDED = new Retention(ofHours(2), ofHours(12));

    static final Plot SUCCESS =
            Plot.of("success", job -> job.driverRunsFor(ofSeconds(40)).thenSucceeds());

    static final Plot FAILURE = Plot.of(
                    "failure", job -> job.driverRunsFor(ofSeconds(40)).thenExits(1))
            .fails(FailureKind.APPLICATION_ERROR);

    static final Plot CANCELLED = Plot.of("cancel", JobScript::driverRunsForever)
            .then(ofSeconds(30), Kind.WISH, (cluster, actor) -> actor.run().cancel())
            .isCancelled();

    static final Plot TWINS = Plot.of("two services", SUCCESS.script()).services(2);

    static final Plot RETRIED = Plot.of(
                    "retry",
                    job -> job.driverRunsFor(ofSeconds(30))
                            .thenIsEvicted()
                            .thenRunsFor(ofSeconds(30))
                            .thenSucceeds())
            .options(Plot.OPTIONS.retry(Retry.upTo(2).backoff(ofSeconds(1), ofSeconds(1))));

    static final Plot RETRIED_BY_TWINS = Plot.of("retry by two services", RETRIED.script())
            .options(RETRIED.options())
            .services(2);

    static final Plot RETRIED_BY_THREE = Plot.of("retry by three services", RETRIED.script())
            .options(RETRIED.options())
            .services(3);

    static final Plot ATTACHED = Plot.of("attach", RETRIED.script())
            .options(RETRIED.options().retention(RECORDED))
            .attachers(1);

    static final Plot OVERDUE = Plot.of("deadline", JobScript::driverRunsForever)
            .options(Plot.OPTIONS.deadline(ofMinutes(1)))
            .fails(FailureKind.DEADLINE);

    static final Plot NOT_STARTED = Plot.of(
                    "start timeout", job -> job.startsAfter(ofHours(100)).driverRunsForever())
            .options(Plot.OPTIONS.startTimeout(ofMinutes(1)))
            .fails(FailureKind.START_TIMEOUT);

    static final Plot COMPACT = Plot.of("one object", SUCCESS.script())
            .options(Plot.OPTIONS.layout(Layout.COMPACT).retention(RECORDED))
            .services(2);

    /** Each time the driver has more memory, and the third time it is enough. */
    static final Plot REMEDIED = Plot.of(
                    "remedy",
                    job -> job.driverRunsFor(ofSeconds(30))
                            .thenRunsOutOfMemory()
                            .thenRunsFor(ofSeconds(30))
                            .thenRunsOutOfMemory()
                            .thenRunsFor(ofSeconds(30))
                            .thenSucceeds())
            .options(Plot.OPTIONS.retry(Retry.upTo(3)
                    .backoff(ofSeconds(1), ofSeconds(1))
                    .remedy(Remedy.none().driverMemory(Memory.gib(4)).onOtherNode())));

    static final Plot REMEDIED_BY_TWINS = Plot.of("remedy by two services", REMEDIED.script())
            .options(REMEDIED.options())
            .services(2);

    /** The image cannot be pulled where the driver went first. */
    static final Plot ELSEWHERE = Plot.of(
                    "another node",
                    job -> job.imagePullFails().driverRunsFor(ofSeconds(30)).thenSucceeds())
            .options(REMEDIED.options());

    static final Plot SUBMITTED_AGAIN = Plot.of("deleted and submitted again", SUCCESS.script())
            .then(ofSeconds(20), Kind.ONCE, (cluster, actor) -> {
                ClusterObjects objects = cluster.objects();
                objects.find(ConfigMap.class, RUN.namespace(), RUN.runName()).ifPresent(objects::delete);
                actor.submitAgain();
            });

    static final Plot FOREIGN_RECORD = Plot.of("foreign record", SUCCESS.script())
            .set(objects -> objects.create(
                    ConfigMap.class,
                    new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName(RUN.runName())
                            .endMetadata()
                            .addToData("colour", "blue")
                            .build()))
            .fails(FailureKind.NAME_TAKEN);

    static final Plot FOREIGN_DRIVER = Plot.of("foreign driver", SUCCESS.script())
            .set(objects -> objects.create(
                    Pod.class,
                    new PodBuilder()
                            .withNewMetadata()
                            .withName(RUN.runName() + "-1-driver")
                            .endMetadata()
                            .withNewSpec()
                            .addNewContainer()
                            .withName("main")
                            .withImage("busybox:1")
                            .endContainer()
                            .endSpec()
                            .build()))
            .fails(FailureKind.NAME_TAKEN);

    static final List<Plot> ALL = List.of(
            SUCCESS,
            FAILURE,
            CANCELLED,
            TWINS,
            RETRIED,
            RETRIED_BY_TWINS,
            RETRIED_BY_THREE,
            ATTACHED,
            OVERDUE,
            NOT_STARTED,
            COMPACT,
            SUBMITTED_AGAIN,
            FOREIGN_RECORD,
            FOREIGN_DRIVER,
            REMEDIED,
            REMEDIED_BY_TWINS,
            ELSEWHERE);

    /** Those in which what happens to pods is tried at every step: one attempt, several, changed ones, and one object. */
    static final List<Plot> ATTEMPTS = List.of(SUCCESS, CANCELLED, TWINS, RETRIED, COMPACT, REMEDIED, ELSEWHERE);

    /** Those in which every mishap is tried at every step: the others are made of the same steps. */
    static final List<Plot> EACH = List.of(
            SUCCESS,
            FAILURE,
            CANCELLED,
            TWINS,
            RETRIED,
            RETRIED_BY_TWINS,
            OVERDUE,
            NOT_STARTED,
            COMPACT,
            FOREIGN_RECORD,
            FOREIGN_DRIVER);

    /** Of {@link #EACH} those that a build has time for. */
    static final List<Plot> SHORT =
            List.of(SUCCESS, CANCELLED, TWINS, RETRIED, COMPACT, FOREIGN_RECORD, FOREIGN_DRIVER);

    /** Of {@link #ATTEMPTS} those that a build has time for. */
    static final List<Plot> SHORT_ATTEMPTS = List.of(SUCCESS, TWINS, RETRIED, COMPACT);

    private Plots() {}
}
