package dev.bellows.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Jobs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfRulesTest {
    @ParameterizedTest
    @CsvSource({
        "spark.app.name,CONF_FIGHTS_FIELD",
        "spark.executor.instances,CONF_FIGHTS_FIELD",
        "spark.executorEnv.A,CONF_FIGHTS_FIELD",
        "spark.kubernetes.driver.label.team,CONF_FIGHTS_FIELD",
        "spark.kubernetes.authenticate.driver.serviceAccountName,CONF_FIGHTS_FIELD",
        "spark.kubernetes.executor.container.image,CONF_FIGHTS_FIELD",
        "spark.master,CONF_OWNED",
        "spark.app.id,CONF_OWNED",
        "spark.driver.host,CONF_OWNED",
        "spark.kubernetes.executor.podTemplateFile,CONF_OWNED",
        "spark.kubernetes.authenticate.driver.oauthToken,CONF_PLATFORM",
        "spark.kubernetes.executor.volumes.hostPath.d.mount.path,CONF_FIGHTS_FIELD",
        "spark.kubernetes.local.dirs.tmpfs,CONF_FIGHTS_FIELD",
        "spark.kubernetes.executor.secrets.store,CONF_FIGHTS_FIELD",
        "spark.kubernetes.executor.secretKeyRef.KEY,CONF_FIGHTS_FIELD",
        "spark.kubernetes.driver.pod.featureSteps,CONF_PLATFORM",
        "spark.kubernetes.driver.volumes.emptyDir.d.mount.path,CONF_FIGHTS_FIELD",
        "spark.kubernetes.driver.podTemplateFile,CONF_DRIVER_POD",
        "spark.kubernetes.driver.node.selector.disk,CONF_FIGHTS_FIELD",
        "spark.driver.resource.gpu.amount,CONF_DRIVER_POD",
        "spark.yarn.queue,CONF_NO_EFFECT",
        "spark.kubernetes.pyspark.pythonVersion,CONF_NO_EFFECT",
        "spark.shuffle.push.enabled,CONF_NO_EFFECT"
    })
    void a_key_is_reported_by_what_is_wrong_with_it(String key, String code) {
        List<Problem> problems = JobChecksTest.problemsOf(job -> job.conf(key, "x"));

        assertThat(problems).extracting(Problem::code).containsExactly(code);
        assertThat(problems).extracting(Problem::field).containsExactly("conf." + key);
    }

    @ParameterizedTest
    @CsvSource({
        "spark.sql.shuffle.partitions",
        "spark.executor.memoryOverheadFactor",
        "spark.driver.maxResultSize",
        "spark.kubernetes.executor.node.selector.disk",
        "spark.executor.resource.gpu.amount",
        "spark.kubernetes.driver.service.deleteOnTermination",
        "spark.decommission.enabled"
    })
    void a_key_that_the_driver_or_its_executors_act_on_is_free(String key) {
        assertThat(ConfRules.ruleFor(key)).isEmpty();
    }

    /** Whatever Bellows writes into a conf must not be a job's to write. */
    @ParameterizedTest
    @MethodSource("ownKeys")
    void a_job_cannot_set_what_bellows_sets(String key) {
        assertThat(ConfRules.ruleFor(key))
                .isPresent()
                .get()
                .satisfies(rule -> assertThat(rule.code().text().severity()).isEqualTo(Problem.Severity.ERROR));
    }

    static List<String> ownKeys() {
        // Those that a job may set too: Bellows adds to lists, has defaults, or refuses them beside the typed setting
        // only.
        List<String> shared = List.of(
                "spark.archives",
                "spark.decommission.enabled",
                "spark.stage.ignoreDecommissionFetchFailure",
                "spark.storage.decommission.enabled",
                "spark.storage.decommission.rddBlocks.enabled",
                "spark.storage.decommission.shuffleBlocks.enabled",
                "spark.kubernetes.driver.annotateExitException",
                "spark.kubernetes.executor.terminationGracePeriodSeconds",
                "spark.executor.resource.gpu.amount",
                "spark.executor.resource.gpu.discoveryScript",
                "spark.executor.resource.gpu.vendor",
                "spark.task.resource.gpu.amount",
                "spark.dynamicAllocation.enabled",
                "spark.files",
                "spark.jars",
                "spark.jars.excludes",
                "spark.jars.ivy",
                "spark.jars.packages",
                "spark.jars.repositories",
                "spark.kubernetes.memoryOverheadFactor",
                "spark.memory.offHeap.enabled",
                "spark.memory.offHeap.size",
                "spark.redaction.regex");
        return Jobs.full().compile().conf().keySet().stream()
                .filter(key -> !shared.contains(key) && !Jobs.full().conf().containsKey(key))
                .toList();
    }

    @Test
    void advice_names_the_typed_setting() {
        assertThat(JobChecksTest.problemsOf(job -> job.conf("spark.executor.instances", "3"))
                        .get(0)
                        .fix())
                .isEqualTo("Use executors(e -> e.count(...)) instead.");
    }
}
