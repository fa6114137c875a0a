package dev.bellows.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.check.PreflightReport;
import dev.bellows.check.Problem;
import dev.bellows.check.Problem.Severity;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.pod.EnvFrom;
import dev.bellows.job.pod.PodContainer;
import dev.bellows.job.pod.SecretRef;
import dev.bellows.job.pod.VolumeSource;
import dev.bellows.k8s.ConnectOptions;
import dev.bellows.k8s.Platform;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreflightTest {
    private final SimulatedCluster cluster = SimulatedCluster.seeded(7);

    @AfterEach
    void nothing_was_violated() {
        cluster.close();
    }

    private static SparkJobBuilder job() {
        return SparkJob.builder()
                .name("daily")
                .image("registry.example.com/spark:4.1.1")
                .jar("local:///opt/app.jar", "com.acme.App")
                .executors(e -> e.between(2, 10).cores(2).memory("4g"));
    }

    private PreflightReport preflight(SparkJobBuilder job) {
        return cluster.await(cluster.spark().preflight(job.build()));
    }

    private static List<String> codes(PreflightReport report) {
        return report.findings().stream().map(Problem::code).toList();
    }

    @Test
    void a_cluster_that_lacks_nothing_is_told_so_and_nothing_is_made() {
        PreflightReport report = preflight(job());

        assertThat(report.findings()).isEmpty();
        assertThat(report.isReady()).isTrue();
        assertThat(report).hasToString("namespace default: the job can run");
        assertThat(cluster.objects().list(Pod.class)).isEmpty();
        assertThat(cluster.objects().list(ConfigMap.class)).isEmpty();
    }

    @Test
    void everything_that_is_referred_to_and_missing_is_named_at_once() {
        PreflightReport report = preflight(job().serviceAccount("runner")
                .pod(p -> p.env("PASSWORD", SecretRef.of("db", "password"))
                        .envFrom(EnvFrom.configMap("settings"))
                        .priorityClass("batch")));

        assertThat(report.isReady()).isFalse();
        assertThat(codes(report))
                .containsExactlyInAnyOrder(
                        "PREFLIGHT_ACCOUNT_MISSING",
                        "PREFLIGHT_SECRET_MISSING",
                        "PREFLIGHT_CONFIG_MAP_MISSING",
                        "PREFLIGHT_PRIORITY_CLASS_MISSING");
        assertThat(report.toString())
                .startsWith("namespace default: the job cannot run, 4 findings\n  ERROR [PREFLIGHT_")
                .contains("driver.pod.env.PASSWORD: db does not exist");
    }

    @Test
    void what_is_there_is_not_missing_and_no_secret_is_read() {
        cluster.objects()
                .create(
                        Secret.class,
                        new SecretBuilder()
                                .withNewMetadata()
                                .withName("db")
                                .endMetadata()
                                .addToStringData("password", "hunter2")
                                .build());
        cluster.objects()
                .create(
                        ServiceAccount.class,
                        new ServiceAccountBuilder()
                                .withNewMetadata()
                                .withName("runner")
                                .endMetadata()
                                .build());
        Looking looking = new Looking();
        SparkKubernetes spark = connect(looking::at);

        PreflightReport report = cluster.await(spark.preflight(job().serviceAccount("runner")
                .pod(p -> p.env("PASSWORD", SecretRef.of("db", "password")))
                .build()));

        assertThat(report.findings()).isEmpty();
        assertThat(looking.secretsAreMetadata).contains(true);
    }

    private SparkKubernetes connect(UnaryOperator<ClusterPort> port) {
        return cluster.simulation().connect(ConnectOptions.ambient(), port);
    }

    /** Notes in which form Secrets are asked for. */
    private static final class Looking {
        private Optional<Boolean> secretsAreMetadata = Optional.empty();

        ClusterPort at(ClusterPort port) {
            return new ForwardingPort(port) {
                @Override
                public <T extends HasMetadata> CompletableFuture<T> get(
                        ObjectKind<T> kind, String namespace, String name) {
                    if (kind.plural().equals("secrets")) {
                        secretsAreMetadata = Optional.of(kind.metadataOnly());
                    }
                    return super.get(kind, namespace, name);
                }
            };
        }
    }

    @Test
    void a_quota_that_holds_no_driver_with_its_least_executors_is_an_error() {
        quota(Map.of("requests.memory", new Quantity("6Gi"), "pods", new Quantity("50")));

        PreflightReport report = preflight(job());

        assertThat(codes(report)).containsExactly("PREFLIGHT_QUOTA");
        assertThat(report.findings().get(0).seen())
                .isEqualTo("quota team leaves room for 1 executors by {requests.memory=6144Mi}");
        assertThat(report.findings().get(0).expected()).startsWith("the driver and 2 executors: 5000m CPU, ");
    }

    @Test
    void a_quota_that_holds_less_than_the_most_executors_is_a_warning() {
        quota(Map.of("pods", new Quantity("5")));

        PreflightReport report = preflight(job());

        assertThat(report.isReady()).isTrue();
        assertThat(codes(report)).containsExactly("PREFLIGHT_QUOTA_SHORT");
    }

    @Test
    void a_quota_of_a_priority_class_counts_the_pods_of_that_class_alone() {
        cluster.objects()
                .create(
                        ResourceQuota.class,
                        new ResourceQuotaBuilder()
                                .withNewMetadata()
                                .withName("urgent")
                                .endMetadata()
                                .withNewSpec()
                                .withHard(Map.of("pods", new Quantity("2")))
                                .withNewScopeSelector()
                                .addNewMatchExpression()
                                .withScopeName("PriorityClass")
                                .withOperator("In")
                                .withValues("urgent")
                                .endMatchExpression()
                                .endScopeSelector()
                                .endSpec()
                                .build());

        assertThat(codes(preflight(job()))).isEmpty();
        assertThat(codes(preflight(job().pod(p -> p.priorityClass("urgent"))))).contains("PREFLIGHT_QUOTA");
        assertThat(codes(preflight(job().pod(p -> p.priorityClass("slow"))))).doesNotContain("PREFLIGHT_QUOTA");
    }

    private void quota(Map<String, Quantity> hard) {
        cluster.objects()
                .create(
                        ResourceQuota.class,
                        new ResourceQuotaBuilder()
                                .withNewMetadata()
                                .withName("team")
                                .endMetadata()
                                .withNewSpec()
                                .withHard(hard)
                                .endSpec()
                                .build());
    }

    private void limits(String type, Map<String, Quantity> most, Map<String, Quantity> otherwise) {
        cluster.objects()
                .create(
                        LimitRange.class,
                        new LimitRangeBuilder()
                                .withNewMetadata()
                                .withName("sizes")
                                .endMetadata()
                                .withNewSpec()
                                .addNewLimit()
                                .withType(type)
                                .withMax(most)
                                .withDefault(otherwise)
                                .endLimit()
                                .endSpec()
                                .build());
    }

    @Test
    void a_limit_range_refuses_sizes_and_its_default_limit_counts() {
        limits("Container", Map.of("memory", new Quantity("2Gi")), Map.of("cpu", new Quantity("1")));

        PreflightReport report = preflight(job());

        assertThat(report.findings()).extracting(Problem::field).containsExactly("executors.cores", "executors.memory");
        assertThat(codes(report)).containsOnly("PREFLIGHT_LIMIT_RANGE");
        assertThat(report.toString())
                .contains(
                        "memory 4505Mi of container spark-kubernetes-executor (expected: <= 2Gi by LimitRange sizes)");
    }

    @Test
    void a_limit_range_of_pods_counts_their_containers_together() {
        limits("Pod", Map.of("memory", new Quantity("5Gi")), Map.of());

        assertThat(preflight(job()).findings()).isEmpty();
        assertThat(preflight(job().executors(e -> e.pod(p -> p.sidecar(PodContainer.named("shipper")
                                .image("acme/shipper:1")
                                .memory("1Gi")))))
                        .toString())
                .contains("executors.memory: memory ", "Mi of the pod (expected: <= 5Gi by LimitRange sizes)");
    }

    @Test
    void a_limit_range_of_claims_is_held_against_those_that_spark_makes() {
        limits("PersistentVolumeClaim", Map.of("storage", new Quantity("10Gi")), Map.of());

        assertThat(preflight(job().executors(e -> e.pod(p ->
                                p.volume("spark-local-dir-1", "/scratch", VolumeSource.claimOnDemand("fast", "20Gi")))))
                        .toString())
                .contains("storage 20480Mi of a claim (expected: <= 10Gi by LimitRange sizes)");
    }

    @Test
    void rights_that_the_driver_lacks_are_named() {
        SparkKubernetes spark = connect(port -> new ForwardingPort(port) {
            @Override
            public <T extends HasMetadata> CompletableFuture<T> create(ObjectKind<T> kind, String namespace, T object) {
                boolean refused = kind.plural().equals("localsubjectaccessreviews")
                        && object.toString().contains("configmaps");
                return super.create(kind, namespace, object)
                        .thenApply(answer -> refused ? answered(answer, Map.of("allowed", false)) : answer);
            }
        });

        PreflightReport report =
                cluster.await(spark.preflight(job().serviceAccount("default").build()));

        assertThat(codes(report)).containsExactly("PREFLIGHT_DRIVER_RIGHT_MISSING");
        assertThat(report.findings().get(0).seen())
                .isEqualTo("default has no right to create, delete, deletecollection, get, list configmaps");
    }

    @Test
    void nodes_that_are_too_small_or_not_meant_are_a_warning() {
        cluster.objects().list(Node.class).forEach(cluster.objects()::delete);
        node("small", Map.of("cpu", new Quantity("1"), "memory", new Quantity("64Gi")));

        assertThat(preflight(job()).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("PREFLIGHT_NODES");
            assertThat(finding.field()).isEqualTo("executors");
            assertThat(finding.seen()).isEqualTo("the largest of 1 nodes that it may use has cpu 1, memory 65536Mi");
        });
        node("large", Map.of("cpu", new Quantity("8"), "memory", new Quantity("64Gi")));
        assertThat(preflight(job()).findings()).isEmpty();
        assertThat(codes(preflight(job().pod(p -> p.nodeSelector("pool", "spark")))))
                .containsExactly("PREFLIGHT_NODES", "PREFLIGHT_NODES");
    }

    private void node(String name, Map<String, Quantity> allocatable) {
        cluster.objects()
                .create(
                        Node.class,
                        new NodeBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .withNewStatus()
                                .withAllocatable(allocatable)
                                .endStatus()
                                .build());
    }

    @Test
    void a_namespace_that_does_not_exist_is_all_that_is_said() {
        assertThat(codes(preflight(job().namespace("nowhere")))).containsExactly("PREFLIGHT_NAMESPACE_MISSING");
    }

    @Test
    void without_rights_to_look_it_is_told_what_was_not_seen() {
        SparkKubernetes spark = connect(Blind::new);

        PreflightReport report = cluster.await(spark.preflight(job().serviceAccount("runner")
                .pod(p -> p.env("PASSWORD", SecretRef.of("db", "password")))
                .build()));

        assertThat(report.isReady()).isTrue();
        assertThat(report.findings()).extracting(Problem::severity).containsOnly(Severity.ADVICE);
        assertThat(report.findings())
                .filteredOn(finding -> finding.code().equals("PREFLIGHT_UNSEEN"))
                .extracting(Problem::field)
                .containsExactly(
                        "limitranges",
                        "localsubjectaccessreviews",
                        "namespaces/default",
                        "nodes",
                        "resourcequotas",
                        "secrets/db",
                        "serviceaccounts/runner");
        assertThat(codes(report)).contains("PREFLIGHT_RIGHTS_UNKNOWN");
    }

    /** May create pods, and nothing else. */
    private static final class Blind extends ForwardingPort {
        Blind(ClusterPort port) {
            super(port);
        }

        @Override
        public <T extends HasMetadata> CompletableFuture<T> create(ObjectKind<T> kind, String namespace, T object) {
            return refused(kind, "create");
        }

        @Override
        public <T extends HasMetadata> CompletableFuture<T> get(ObjectKind<T> kind, String namespace, String name) {
            return refused(kind, "get");
        }

        @Override
        public <T extends HasMetadata> CompletableFuture<Listing<T>> list(
                ObjectKind<T> kind, String namespace, String selector) {
            return refused(kind, "list");
        }

        private static <T> CompletableFuture<T> refused(ObjectKind<?> kind, String verb) {
            return CompletableFuture.failedFuture(new ClusterException(
                    403,
                    "Forbidden",
                    kind.plural() + " is forbidden: cannot " + verb + " resource",
                    List.of(),
                    Optional.empty()));
        }
    }

    @Test
    void rights_that_a_submission_needs_are_named() {
        SparkKubernetes spark = connect(port -> new ForwardingPort(port) {
            @Override
            public <T extends HasMetadata> CompletableFuture<T> create(ObjectKind<T> kind, String namespace, T object) {
                return super.create(kind, namespace, object).thenApply(answer -> reader(answer));
            }
        });

        PreflightReport report = cluster.await(spark.preflight(job().build()));

        assertThat(codes(report)).containsOnly("PREFLIGHT_RIGHT_MISSING");
        assertThat(report.findings())
                .extracting(Problem::seen)
                .contains("no right to create, patch, delete configmaps", "no right to get pods/log");
    }

    /** An answer that grants reading alone, and pods by name. */
    private static <T extends HasMetadata> T reader(T answer) {
        return answered(
                answer,
                Map.of(
                        "incomplete",
                        false,
                        "resourceRules",
                        List.of(
                                Map.of(
                                        "verbs", List.of("get", "list", "watch"),
                                        "apiGroups", List.of(""),
                                        "resources", List.of("pods", "configmaps", "events", "services")),
                                Map.of(
                                        "verbs", List.of("*"),
                                        "apiGroups", List.of("*"),
                                        "resources", List.of("*"),
                                        "resourceNames", List.of("one")))));
    }

    private static <T extends HasMetadata> T answered(T answer, Map<String, Object> status) {
        ((GenericKubernetesResource) answer).getAdditionalProperties().put("status", status);
        return answer;
    }

    @Test
    void what_the_platform_has_against_a_job_is_a_finding_too() {
        SparkKubernetes spark = cluster.connect(
                ConnectOptions.ambient().platform(Platform.open().allowImages("registry.acme.com/")));

        assertThat(codes(cluster.await(spark.preflight(job().build())))).containsExactly("PLATFORM_IMAGE");
    }
}
