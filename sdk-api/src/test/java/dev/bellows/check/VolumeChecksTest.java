package dev.bellows.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Jobs;
import dev.bellows.job.InvalidJob;
import dev.bellows.job.Shuffle;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.pod.PodShapeBuilder;
import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.VolumeSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeChecksTest {
    private static final VolumeSource DISK = VolumeSource.emptyDir("1Gi");

    private static List<String> codes(SparkJobBuilder job) {
        try {
            return job.build().warnings().stream().map(Problem::code).toList();
        } catch (InvalidJob e) {
            return e.problems().stream().map(Problem::code).toList();
        }
    }

    private static List<String> codes(Consumer<PodShapeBuilder> pod) {
        return codes(Jobs.minimal().pod(pod));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark-conf-volume-driver",
                "spark-conf-volume-exec",
                "pod-template-volume",
                "bellows-files",
                "bellows-gpu"
            })
    void names_of_our_volumes_are_reserved(String name) {
        assertThat(codes(p -> p.volume(name, "/mnt/x", DISK))).contains("VOLUME_NAME_RESERVED");
        assertThat(codes(p -> p.patch("{\"spec\":{\"volumes\":[{\"name\":\"" + name + "\"}]}}")))
                .contains("PATCH_PROTECTED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/opt//spark/",
                "/opt/spark/conf",
                "/opt/spark/conf/hive",
                "/opt/spark/pod-template",
                "/opt/bellows/data",
                "/opt/bellows-gpu"
            })
    void nothing_is_mounted_over_our_files_or_below_them(String path) {
        assertThat(codes(p -> p.volume("x", path, DISK))).contains("MOUNT_PATH_RESERVED");
        assertThat(codes(p -> p.patch("""
                        {"spec":{"containers":[{"name":"spark-kubernetes-driver","volumeMounts":[
                        {"name":"x","mountPath":"%s"}]}]}}""".formatted(path)))).contains("PATCH_PROTECTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/opt/spark/jars-more", "/opt/bellows-gpu-2", "/opt/app"})
    void folders_beside_ours_are_free(String path) {
        assertThat(codes(p -> p.volume("x", path, DISK))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/var/data/spark,,true", "/scratch,/scratch,true", "/var/data/spark,/scratch,false"})
    void sparks_scratch_folder_is_taken(String path, String localDir, boolean taken) {
        SparkJobBuilder job = Jobs.minimal().pod(p -> p.volume("x", path, DISK));
        if (localDir != null) {
            job.conf("spark.local.dir", localDir);
        }

        assertThat(codes(job).contains("MOUNT_PATH_TWICE")).isEqualTo(taken);
    }

    @Test
    void a_scratch_volume_replaces_sparks_own() {
        assertThat(codes(p ->
                        p.volume(new PodVolume("spark-local-dir-1", DISK, "/var/data/spark", false, Optional.empty()))))
                .isEmpty();
    }

    @Test
    void executors_whose_shuffle_has_a_volume_take_no_second_one_of_its_name() {
        SparkJobBuilder job = Jobs.minimal()
                .executors(e -> e.between(1, 4).pod(p -> p.volume(PodVolume.localDir(1, DISK))))
                .shuffle(Shuffle.reusedVolumes("fast", "10g"));

        assertThat(codes(job)).contains("VOLUME_TWICE");
        assertThat(codes(Jobs.minimal()
                        .executors(e -> e.between(1, 4))
                        .driver(d -> d.pod(p -> p.volume(PodVolume.localDir(1, DISK))))
                        .shuffle(Shuffle.reusedVolumes("fast", "10g"))))
                .doesNotContain("VOLUME_TWICE");
    }
}
