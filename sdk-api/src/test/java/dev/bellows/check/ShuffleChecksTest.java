package dev.bellows.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.job.Shuffle;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.Security;
import dev.bellows.job.pod.VolumeSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShuffleChecksTest {
    @ParameterizedTest
    @CsvSource({
        "spark.decommission.enabled,false,1",
        "spark.storage.decommission.enabled,FALSE,1",
        "spark.storage.decommission.shuffleBlocks.enabled,false,1",
        "spark.storage.decommission.shuffleBlocks.enabled,true,0",
        "spark.storage.decommission.rddBlocks.enabled,false,0"
    })
    void conf_must_not_undo_migration(String key, String value, int problems) {
        assertThat(JobChecksTest.problemsOf(
                        job -> job.shuffle(Shuffle.migrated()).conf(key, value)))
                .hasSize(problems)
                .allMatch(problem -> problem.code().equals("SHUFFLE_AND_CONF")
                        && problem.field().equals("conf." + key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark.kubernetes.driver.ownPersistentVolumeClaim",
                "spark.kubernetes.driver.reusePersistentVolumeClaim",
                "spark.kubernetes.driver.waitToReusePersistentVolumeClaim"
            })
    void conf_must_not_undo_the_reuse_of_volumes(String key) {
        assertThat(JobChecksTest.problemsOf(
                        job -> job.shuffle(Shuffle.reusedVolumes("fast", "10g")).conf(key, "false")))
                .extracting(Problem::code)
                .containsExactly("SHUFFLE_AND_CONF");
    }

    @Test
    void scratch_folders_of_both_roles_count_for_executors() {
        List<Problem> problems = JobChecksTest.problemsOf(job -> job.shuffle(Shuffle.nodeService("/mnt/shuffle"))
                .pod(p -> p.security(Security.relaxed()).volume(PodVolume.localDir(2, VolumeSource.inMemory("1Gi")))));

        assertThat(problems).extracting(Problem::code).containsExactly("SHUFFLE_AND_VOLUME");
        assertThat(problems).extracting(Problem::field).containsExactly("executors.pod.volumes.spark-local-dir-2");
    }

    @Test
    void only_the_executors_own_security_lets_them_use_the_node() {
        assertThat(JobChecksTest.problemsOf(job -> job.shuffle(Shuffle.nodeService("/mnt/shuffle"))
                        .pod(p -> p.security(Security.relaxed()))
                        .executors(e -> e.pod(p -> p.security(Security.restricted())))))
                .extracting(Problem::code)
                .containsExactly("SHUFFLE_NOT_RESTRICTED");
    }
}
