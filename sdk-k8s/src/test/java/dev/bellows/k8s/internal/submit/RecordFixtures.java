package dev.bellows.k8s.internal.submit;

import dev.bellows.compile.AttemptId;
import dev.bellows.compile.CompiledJob;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.run.RunId;
import dev.bellows.run.RunOptions;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Records for the tests of this package. */
final class RecordFixtures {
    static final RunId RUN = new RunId("jobs", "daily", "k1");

    private RecordFixtures() {}

    static SparkJob job(Consumer<SparkJobBuilder> more) {
        SparkJobBuilder builder = SparkJob.builder()
                .name("daily")
                .image("registry.example.com/spark:4.1.1")
                .jar("local:///opt/app/daily.jar", "com.acme.Daily");
        more.accept(builder);
        return builder.build();
    }

    static RunRecord record(SparkJob job, String client, String appId, SortedMap<String, String> digests) {
        CompiledJob compiled = job.compile(new AttemptId(RUN, 1, client, appId));
        return RunRecord.compose(job, compiled, RunOptions.key("k1"), new FileContents(new TreeMap<>(), digests));
    }

    static RunRecord record(Consumer<SparkJobBuilder> more) {
        return record(job(more), "me", "spark-1", new TreeMap<>());
    }

    /** The record as the API server would show it. */
    static ConfigMap stored(RunRecord record) {
        return new ConfigMapBuilder(record.map())
                .editMetadata()
                .withUid("record-1")
                .withResourceVersion("7")
                .withCreationTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .build();
    }
}
