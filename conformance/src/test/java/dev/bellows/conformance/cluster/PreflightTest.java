package dev.bellows.conformance.cluster;

import static dev.bellows.conformance.Watching.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.check.PreflightReport;
import dev.bellows.check.Problem;
import dev.bellows.check.Problem.Severity;
import dev.bellows.conformance.SampleJobs;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.pod.SecretRef;
import dev.bellows.job.pod.Security;
import dev.bellows.job.pod.VolumeSource;
import dev.bellows.k8s.SparkKubernetes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a real API server says to the questions of a preflight, with the rights of the rendered Roles. */
@Tag("cluster")
class PreflightTest {
    @RegisterExtension
    final TestNamespace namespace = new TestNamespace();

    private static SparkJobBuilder job() {
        return SampleJobs.job("preflight", SampleJobs.SLEEP, "1")
                .executors(executors -> executors.count(2).requestCores("200m"));
    }

    private PreflightReport preflight(SparkJob job) {
        return await(namespace.spark().preflight(job));
    }

    private static List<String> codes(PreflightReport report) {
        return report.findings().stream().map(Problem::code).toList();
    }

    private void letItLook(SparkJob job) {
        List<HasMetadata> objects = SparkKubernetes.roles(namespace.name())
                .withPreflight(job)
                .withClusterPreflight()
                .objects();
        objects.subList(6, objects.size())
                .forEach(object -> namespace.admin().resource(object).serverSideApply());
    }

    @Test
    void with_the_rights_of_a_submission_alone_the_rest_is_unseen_and_nothing_is_made() {
        PreflightReport report = preflight(job().build());

        assertThat(report.isReady()).isTrue();
        assertThat(report.findings()).extracting(Problem::severity).containsOnly(Severity.ADVICE);
        assertThat(report.findings())
                .filteredOn(finding -> finding.code().equals("PREFLIGHT_UNSEEN"))
                .extracting(Problem::field)
                .contains("nodes", "localsubjectaccessreviews", "limitranges", "namespaces/" + namespace.name());
        assertThat(namespace.objects()).isEmpty();
    }

    @Test
    void what_is_missing_is_named_and_what_is_there_is_not() {
        namespace
                .admin()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("there")
                        .withNamespace(namespace.name())
                        .endMetadata()
                        .addToStringData("password", "hunter2")
                        .build())
                .create();
        SparkJob job = job().pod(p -> p.env("A", SecretRef.of("there", "password"))
                        .env("B", SecretRef.of("absent", "password"))
                        .priorityClass("no-such-class"))
                .build();
        letItLook(job);

        PreflightReport report = preflight(job);

        assertThat(codes(report))
                .contains("PREFLIGHT_SECRET_MISSING", "PREFLIGHT_PRIORITY_CLASS_MISSING", "PREFLIGHT_REFUSED")
                .doesNotContain("PREFLIGHT_UNSEEN", "PREFLIGHT_RIGHT_MISSING");
        assertThat(report.toString())
                .contains("absent does not exist")
                .doesNotContain("there does not exist", "hunter2");
    }

    @Test
    void quota_limit_range_and_nodes_are_held_against_the_job() {
        namespace
                .admin()
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("team")
                        .withNamespace(namespace.name())
                        .endMetadata()
                        .withNewSpec()
                        .withHard(Map.of("pods", new Quantity("2")))
                        .endSpec()
                        .build())
                .create();
        namespace
                .admin()
                .resource(new LimitRangeBuilder()
                        .withNewMetadata()
                        .withName("sizes")
                        .withNamespace(namespace.name())
                        .endMetadata()
                        .withNewSpec()
                        .addNewLimit()
                        .withType("Container")
                        .withMax(Map.of("memory", new Quantity("8Gi")))
                        .endLimit()
                        .endSpec()
                        .build())
                .create();
        SparkJob job = job().executors(e -> e.count(2).memory("900g")).build();
        letItLook(job);

        PreflightReport report = preflight(job);

        assertThat(codes(report))
                .contains("PREFLIGHT_QUOTA", "PREFLIGHT_LIMIT_RANGE", "PREFLIGHT_NODES", "PREFLIGHT_REFUSED");
        assertThat(report.findings())
                .filteredOn(finding -> finding.code().equals("PREFLIGHT_REFUSED"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.field()).isEqualTo("executors");
                    assertThat(finding.seen()).contains("maximum memory usage per Container is 8Gi");
                });
    }

    @Test
    void pods_that_the_admission_refuses_are_refused_before_the_submission() {
        PreflightReport report = preflight(job().pod(pod ->
                        pod.security(Security.relaxed()).volume("logs", "/mnt/logs", VolumeSource.hostPath("/var/log")))
                .build());

        assertThat(report.findings())
                .filteredOn(finding -> finding.code().equals("PREFLIGHT_REFUSED"))
                .extracting(Problem::field)
                .containsExactly("driver", "executors");
        assertThat(report.toString()).contains("violates PodSecurity");
    }

    @Test
    void what_the_driver_may_not_do_is_named() {
        letItLook(job().build());

        assertThat(preflight(job().serviceAccount("default").build()).findings())
                .filteredOn(finding -> finding.code().equals("PREFLIGHT_DRIVER_RIGHT_MISSING"))
                .extracting(Problem::seen)
                .contains("default has no right to create, delete, deletecollection, get, list configmaps");
        assertThat(codes(preflight(job().serviceAccount("spark").build())))
                .doesNotContain("PREFLIGHT_DRIVER_RIGHT_MISSING", "PREFLIGHT_UNSEEN");
    }

    @Test
    void an_account_without_rights_learns_which_it_lacks() {
        try (SparkKubernetes driver = SparkKubernetes.connect(namespace.options("spark"))) {
            PreflightReport report = await(driver.preflight(job().build()));

            assertThat(report.isReady()).isFalse();
            assertThat(report.findings())
                    .filteredOn(finding -> finding.code().equals("PREFLIGHT_RIGHT_MISSING"))
                    .extracting(Problem::seen)
                    .contains("no right to watch, patch configmaps", "no right to get pods/log");
        }
    }
}
