package dev.bellows.k8s.internal.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.compile.AttemptId;
import dev.bellows.k8s.port.Written;
import dev.bellows.run.RunOptions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunRecordTest {
    private final RunRecord record = RunRecord.of(RecordFixtures.stored(RecordFixtures.record(job -> {})));

    @Test
    void a_record_names_its_run_and_holds_all_that_is_created() {
        assertThat(record.runId()).contains(RecordFixtures.RUN);
        assertThat(record.appId()).isEqualTo("spark-1");
        assertThat(record.client()).isEqualTo("me");
        assertThat(record.facts().attempt()).isOne();
        assertThat(record.facts().driverUid()).isEmpty();
        assertThat(record.facts().outcome()).isEmpty();
        assertThat(record.facts().options()).isEqualTo(RunOptions.key("k1"));
        assertThat(record.map().getMetadata().getName()).isEqualTo(RecordFixtures.RUN.runName());
        assertThat(record.map().getData())
                .containsKeys(
                        "bellows.job.json", "bellows.driver-pod.json", "bellows.service.json", "spark.properties");
    }

    @Test
    void a_driver_mounts_the_key_that_its_attempt_gives_up() {
        List<String> mounted = record.driverPod().object().getSpec().getVolumes().stream()
                .filter(volume -> volume.getConfigMap() != null)
                .flatMap(volume -> volume.getConfigMap().getItems().stream())
                .map(item -> item.getKey())
                .toList();
        assertThat(mounted).contains(new AttemptId(RecordFixtures.RUN, 1, "", "").propertiesKey());
    }

    @Test
    void pod_and_service_are_owned_by_the_record() {
        for (HasMetadata object :
                List.of(record.driverPod().object(), record.service().object())) {
            assertThat(object.getMetadata().getOwnerReferences())
                    .singleElement()
                    .satisfies(owner -> {
                        assertThat(owner.getUid()).isEqualTo("record-1");
                        assertThat(owner.getKind()).isEqualTo("ConfigMap");
                        assertThat(owner.getController()).isTrue();
                        assertThat(owner.getBlockOwnerDeletion()).isTrue();
                    });
            assertThat(record.owner().owns(object)).isTrue();
        }
    }

    @Test
    void what_was_just_written_is_sent_as_it_stands_in_the_record_with_its_owner() throws JsonProcessingException {
        RunRecord composed = RecordFixtures.record(job -> job.args("\"metadata\":{")
                .pod(pod -> pod.annotation("acme.com/shape", "{\"metadata\":{}}"))
                .executors(executors -> executors.count(2)));
        RunRecord made = composed.created(RecordFixtures.stored(composed));
        JsonMapper mapper = new JsonMapper();
        for (Written<?> written : List.of(made.driverPod(), made.service())) {
            assertThat(mapper.readTree(written.json().orElseThrow()))
                    .isEqualTo(mapper.readTree(mapper.writeValueAsString(written.object())));
        }
    }

    @Test
    void what_another_process_has_written_is_read_and_written_anew() {
        assertThat(record.driverPod().json()).isEmpty();
        assertThat(record.service().json()).isEmpty();
    }

    @Test
    void an_object_of_another_owner_or_of_none_is_not_owned() {
        assertThat(record.owner()
                        .owns(new PodBuilder().withNewMetadata().endMetadata().build()))
                .isFalse();
        assertThat(record.owner()
                        .owns(new PodBuilder(record.driverPod().object())
                                .editMetadata()
                                .editFirstOwnerReference()
                                .withUid("record-0")
                                .endOwnerReference()
                                .endMetadata()
                                .build()))
                .isFalse();
        assertThat(record.owner()
                        .owns(new PodBuilder(record.driverPod().object())
                                .editMetadata()
                                .editFirstOwnerReference()
                                .withController(false)
                                .endOwnerReference()
                                .endMetadata()
                                .build()))
                .isFalse();
    }

    @Test
    void the_same_job_has_the_same_hash_whoever_submits_it_and_when() {
        String hash = RecordFixtures.record(job -> job.conf("spark.a", "1").conf("spark.b", "2"))
                .specHash();
        RunRecord other = RecordFixtures.record(
                RecordFixtures.job(job -> job.conf("spark.b", "2").conf("spark.a", "1")),
                "other",
                "spark-9",
                new TreeMap<>());
        assertThat(other.specHash()).isEqualTo(hash).hasSize(64);
    }

    @Test
    void another_job_or_another_file_has_another_hash() {
        String hash = RecordFixtures.record(job -> {}).specHash();
        assertThat(RecordFixtures.record(job -> job.args("x")).specHash()).isNotEqualTo(hash);
        assertThat(RecordFixtures.record(job -> job.executors(e -> e.count(3))).specHash())
                .isNotEqualTo(hash);
        assertThat(RecordFixtures.record(
                                RecordFixtures.job(job -> {}), "me", "spark-1", new TreeMap<>(Map.of("a.jar", "d1")))
                        .specHash())
                .isNotEqualTo(hash);
    }
}
