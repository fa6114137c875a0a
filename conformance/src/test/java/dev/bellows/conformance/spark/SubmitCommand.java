package dev.bellows.conformance.spark;

import dev.bellows.compile.AttemptId;
import dev.bellows.job.SparkJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What somebody who has the same job in mind types after {@code spark-submit}. Made from the job's fields alone, so that it can disagree
 * with the compiler.
 */
final class SubmitCommand {
    private final SparkJob job;
    private final SortedMap<String, String> conf;

    private SubmitCommand(SparkJob job) {
        this.job = job;
        this.conf = new TreeMap<>(job.conf());
    }

    static List<String> of(SparkJob job, AttemptId attempt) {
        SubmitCommand command = new SubmitCommand(job);
        command.conf.put("spark.kubernetes.namespace", attempt.run().namespace());
        command.fillConf(attempt);
        return command.words();
    }

    private List<String> words() {
        List<String> words = new ArrayList<>(List.of(
                "--master", "k8s://https://kubernetes.default.svc", "--deploy-mode", "cluster", "--name", job.name()));
        List<String> program = SubmittedProgram.addTo(words, conf, job);
        conf.forEach((key, value) -> words.addAll(List.of("--conf", key + "=" + value)));
        words.addAll(program);
        return words;
    }

    private void fillConf(AttemptId attempt) {
        conf.put("spark.kubernetes.container.image", job.image());
        set("spark.kubernetes.authenticate.driver.serviceAccountName", job.serviceAccount());
        SubmittedSizes.addTo(conf, job);
        setAll("spark.kubernetes.driverEnv.", job.env());
        setAll("spark.kubernetes.driverEnv.", job.driver().env());
        setAll("spark.executorEnv.", job.env());
        setAll("spark.executorEnv.", job.executors().env());
        setAll("spark.kubernetes.driver.label.", job.labels());
        setAll("spark.kubernetes.executor.label.", job.labels());
        setAll("spark.kubernetes.driver.annotation.", job.annotations());
        setAll("spark.kubernetes.executor.annotation.", job.annotations());
        SubmittedPods.addTo(conf, job);
        SubmittedShuffle.addTo(conf, job);
        SubmittedPresets.addTo(conf, job);
        SubmittedGang.addTo(conf, job, attempt);
    }

    private void set(String key, Optional<?> value) {
        value.ifPresent(present -> conf.put(key, present.toString()));
    }

    private void setAll(String prefix, Map<String, String> values) {
        values.forEach((name, value) -> conf.put(prefix + name, value));
    }
}
