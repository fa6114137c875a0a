package dev.bellows.conformance.local;

import static dev.bellows.conformance.SampleJobs.job;
import static dev.bellows.conformance.SampleJobs.newKey;
import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.conformance.SampleJobs;
import dev.bellows.k8s.SparkKubernetes;
import dev.bellows.run.Retry;
import dev.bellows.run.RunOptions;
import dev.bellows.run.RunSelector;
import dev.bellows.run.SparkRun;
import dev.bellows.testkit.ApiRequest;
import dev.bellows.testkit.LocalCluster;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rendered Roles grant what is sent to the API server, and nothing that is not. */
@Tag("spark")
class GrantedRightsTest {
    private static final String SUBMITTER = "bellows-submitter";
    private static final Retry TWICE = Retry.upTo(2).backoff(Duration.ofMillis(100), Duration.ofMillis(100));
    private static final Pattern PATH = Pattern.compile(
            "/apis?/.*?v1/namespaces/default/(?<resource>[a-z]+)(/(?<name>[^/?]+))?(/(?<part>[a-z]+))?(\\?.*)?");

    /**
     * What only jobs with further objects ask for, submissions that meet an object of theirs, runs whose driver no watch shows or whose
     * executors outlive it, drivers that wait for their volumes, attempts that are to have more memory, or an admission plugin.
     */
    private static final Set<String> ELSEWHERE = Set.of(
            "pods get",
            "pods deletecollection",
            "configmaps/finalizers update",
            "events list",
            "resourcequotas list",
            "services get",
            "persistentvolumeclaims create",
            "persistentvolumeclaims get",
            "networkpolicies create",
            "networkpolicies get",
            "podgroups create",
            "podgroups get");

    @Test
    void every_request_is_granted_and_every_right_is_used() {
        try (LocalCluster cluster = LocalCluster.builder().users(SUBMITTER).start();
                SparkKubernetes spark = cluster.connect(options -> options.token(cluster.token(SUBMITTER)));
                KubernetesClient other = new KubernetesClientBuilder()
                        .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
                        .build()) {
            SparkRun run = spark.submit(
                    job("rights", SampleJobs.SLEEP, "600")
                            .executors(executors -> executors.count(1))
                            .build(),
                    RunOptions.key(newKey()).retry(TWICE));
            run.logs().follow(line -> {});
            await(run.executorsRunning(1));

            String first = run.id().runName() + "-1-driver";
            other.pods().withName(first).delete();
            await(other.pods()
                    .withLabel("spark-role", "driver")
                    .informOnCondition(drivers -> drivers.size() == 1
                            && !drivers.get(0).getMetadata().getName().equals(first)));
            assertThat(await(spark.runs(RunSelector.all()))).hasSize(1);
            await(run.cancel());
            await(run.forget());

            Set<String> unused = new TreeSet<>(granted(SUBMITTER));
            unused.removeAll(sent(cluster, SUBMITTER));
            assertThat(granted(SUBMITTER)).containsAll(sent(cluster, SUBMITTER));
            assertThat(ELSEWHERE).containsAll(unused);
            assertThat(granted("spark")).containsAll(sent(cluster, "system:serviceaccounts"));
        }
    }

    private static Set<String> granted(String account) {
        return SparkKubernetes.roles("default").objects().stream()
                .filter(object ->
                        object instanceof Role && object.getMetadata().getName().equals(account))
                .flatMap(object -> ((Role) object).getRules().stream())
                .flatMap(rule ->
                        rule.getVerbs().stream().map(verb -> rule.getResources().get(0) + " " + verb))
                .collect(Collectors.toSet());
    }

    private static Set<String> sent(LocalCluster cluster, String user) {
        Set<String> sent = cluster.requests(user).stream()
                .map(GrantedRightsTest::right)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(sent).isNotEmpty();
        return sent;
    }

    private static String right(ApiRequest request) {
        Matcher path = PATH.matcher(request.uri());
        assertThat(path.matches()).as(request.uri()).isTrue();
        String part = path.group("part") == null ? "" : "/" + path.group("part");
        boolean one = path.group("name") != null;
        String verb = switch (request.method()) {
            case "GET" -> request.uri().contains("watch=true") ? "watch" : one ? "get" : "list";
            case "POST" -> "create";
            case "DELETE" -> one ? "delete" : "deletecollection";
            default -> request.method().equals("PATCH") ? "patch" : "update";
        };
        return path.group("resource") + part + " " + verb;
    }
}
