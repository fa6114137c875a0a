package dev.bellows.testkit;

import dev.bellows.job.Memory;
import dev.bellows.job.SparkJob;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterException.FieldCause;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.run.FailureKind;
import dev.bellows.run.Remedy;
import dev.bellows.run.Retry;
import dev.bellows.run.SparkRun;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Submissions that are refused before anything runs. */
final class RefusedStories {
    private static final String POD = "pods \"daily-revenue-1-driver\" is forbidden: ";

    private RefusedStories() {}

    static List<FailureStory> all() {
        return List.of(
                new FailureStory(
                        FailureKind.INVALID,
                        "a remedy's ceiling is what the driver has already",
                        cluster -> cluster.spark()
                                .submit(
                                        FailureStory.job().build(),
                                        FailureStory.OPTIONS.retry(Retry.upTo(3)
                                                .remedy(Remedy.none().driverMemory(Memory.gib(1)))))),
                new FailureStory(FailureKind.UPLOAD, "the object store refuses a file", RefusedStories::uploadRefused),
                new FailureStory(FailureKind.UNREACHABLE, "the API server answers nobody", cluster -> {
                    cluster.apiServerDown(Duration.ofMinutes(10));
                    return FailureStory.submit(cluster);
                }),
                refused(
                        FailureKind.FORBIDDEN,
                        "the submitter has no right to create pods",
                        403,
                        "pods is forbidden: User \"system:serviceaccount:jobs:reports\" cannot create resource \"pods\" in"
                                + " API group \"\" in the namespace \"jobs\""),
                refused(
                        FailureKind.QUOTA,
                        "the namespace's quota is used up",
                        403,
                        POD
                                + "exceeded quota: team, requested: limits.memory=1408Mi, used: limits.memory=15Gi, limited:"
                                + " limits.memory=16Gi"),
                refused(
                        FailureKind.REJECTED,
                        "Pod Security refuses the driver",
                        403,
                        POD + "violates PodSecurity \"restricted:latest\": hostPath volumes (volume \"data\")"),
                refused(
                        FailureKind.REJECTED,
                        "an admission webhook denies the driver",
                        400,
                        "admission webhook \"images.acme.com\" denied the request: registry.example.com is not allowed"),
                refused(
                        FailureKind.REJECTED,
                        "a field of the driver pod is invalid",
                        422,
                        "Pod \"daily-revenue-1-driver\" is invalid",
                        new FieldCause("spec.priorityClassName", "Invalid value: \"Urgent\"")),
                new FailureStory(
                        FailureKind.NAME_TAKEN, "another object has the record's name", RefusedStories::nameTaken),
                new FailureStory(FailureKind.KEY_CONFLICT, "another job was submitted with the same key", cluster -> {
                    FailureStory.submit(cluster);
                    cluster.advance(Duration.ofSeconds(20));
                    return cluster.spark()
                            .submit(FailureStory.job().args("other").build(), FailureStory.OPTIONS);
                }),
                new FailureStory(
                        FailureKind.NOT_FOUND,
                        "a run is attached to that nobody submitted",
                        cluster -> cluster.spark()
                                .attach(new dev.bellows.run.RunId("default", "daily-revenue", "2026-11-20"))));
    }

    private static FailureStory refused(FailureKind kind, String how, int code, String message, FieldCause... causes) {
        String reason = code == 422 ? "Invalid" : code == 403 ? "Forbidden" : "BadRequest";
        ClusterException refusal = new ClusterException(code, reason, message, List.of(causes), Optional.empty());
        return new FailureStory(
                kind,
                how,
                cluster -> cluster.simulation()
                        .connect(ConnectOptions.ambient(), port -> new ForwardingPort(port) {
                            @Override
                            public <T extends HasMetadata> CompletableFuture<T> create(
                                    ObjectKind<T> objects, String namespace, T object) {
                                return objects.equals(ObjectKind.PODS)
                                        ? CompletableFuture.failedFuture(refusal)
                                        : super.create(objects, namespace, object);
                            }
                        })
                        .submit(FailureStory.job().build(), FailureStory.OPTIONS));
    }

    private static SparkRun uploadRefused(SimulatedCluster cluster) {
        SparkJob job = FailureStory.job()
                .dependencies(d -> d.files("pom.xml").uploadTo("s3a://acme/uploads"))
                .build();
        ConnectOptions options = ConnectOptions.ambient()
                .uploader((file, target) ->
                        CompletableFuture.failedFuture(new IllegalStateException("Access Denied (403)")));
        return cluster.connect(options).submit(job, FailureStory.OPTIONS);
    }

    private static SparkRun nameTaken(SimulatedCluster cluster) {
        SparkRun run = FailureStory.submit(cluster);
        String name = run.id().runName();
        run.detach();
        cluster.objects()
                .create(
                        ConfigMap.class,
                        new ConfigMapBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .withNamespace(run.id().namespace())
                                .endMetadata()
                                .build());
        return cluster.connect(ConnectOptions.ambient())
                .submit(FailureStory.job().build(), FailureStory.OPTIONS);
    }
}
